"""The form that takes a picture in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.images.forms import BaseImageForm

from media.pictures import NotAPicture, reencode


class PictureForm(BaseImageForm):
    """Takes the upload apart and writes it anew, so that nothing but pixels reaches the site."""

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        upload.seek(0)
        try:
            clean = reencode(upload.read())
        except NotAPicture as error:
            raise ValidationError(str(error)) from error
        stem = upload.name.rsplit(".", 1)[0]
        return SimpleUploadedFile(f"{stem}.{clean.extension}", clean.content, content_type=clean.content_type)
