"""H5P for Python: vet, install, filter, bundle, re-score, write and export packages. Clean-room, no framework."""

from h5p_python.bundle import Bundle, NoPlayer, Player, bundle, security_policy
from h5p_python.content import Content, MadeContent
from h5p_python.dependencies import Order, order_to_export, order_to_play, used_libraries
from h5p_python.export import MissingLibraries, export, used_files
from h5p_python.faults import SENTENCES, Fault
from h5p_python.integration import integration
from h5p_python.library import Library, LibraryKey, LibrarySource, Planned, Shelf, Step, plan_install
from h5p_python.limits import Limits
from h5p_python.manifest import Manifest
from h5p_python.package import InvalidPackage, Package, open_package, vet
from h5p_python.rescoring import CannotRescore, Score, can_rescore, rescore
from h5p_python.semantics import filter_params, replaced, translated, walk, with_defaults
from h5p_python.storage import ContentStore, FolderOfContents, FolderOfLibraries, LibraryStore
from h5p_python.vetting import CORE_API, Verdict
from h5p_python.xapi import NotAStatement, Result, read_statement, sealed

__version__ = "0.1.0"
__all__ = [
    "CORE_API",
    "SENTENCES",
    "Bundle",
    "CannotRescore",
    "Content",
    "ContentStore",
    "Fault",
    "FolderOfContents",
    "FolderOfLibraries",
    "InvalidPackage",
    "Library",
    "LibraryKey",
    "LibrarySource",
    "LibraryStore",
    "Limits",
    "MadeContent",
    "Manifest",
    "MissingLibraries",
    "NoPlayer",
    "NotAStatement",
    "Order",
    "Package",
    "Planned",
    "Player",
    "Result",
    "Score",
    "Shelf",
    "Step",
    "Verdict",
    "bundle",
    "can_rescore",
    "export",
    "filter_params",
    "integration",
    "open_package",
    "order_to_export",
    "order_to_play",
    "plan_install",
    "read_statement",
    "replaced",
    "rescore",
    "sealed",
    "security_policy",
    "translated",
    "used_files",
    "used_libraries",
    "vet",
    "walk",
    "with_defaults",
]
