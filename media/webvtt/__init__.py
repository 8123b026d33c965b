"""Captions as WebVTT, the W3C's text format: read with every fault and its line, and written again.

Knows nothing of uploads, models or films. See https://www.w3.org/TR/webvtt1/.
"""

from media.webvtt import timing
from media.webvtt.reading import LARGEST, MOST_CUES, read
from media.webvtt.values import Aside, Captions, Cue, Fault, Reading, What
from media.webvtt.writing import write

__all__ = ["LARGEST", "MOST_CUES", "Aside", "Captions", "Cue", "Fault", "Reading", "What", "read", "timing", "write"]
