"""Everything this room reads, each in a flat number of queries. Decides nothing and changes nothing."""

from duties.queries.cases import Case, cases
from duties.queries.compliance import Compliance, Line, PostFigures, compliance
from duties.queries.dossiers import Dossier, dossiers
from duties.queries.gate import member_of, reach_for
from duties.queries.lists import Effect, Preview, preview
from duties.queries.mine import Paper, Task, my_dates, my_papers, my_tasks, titles

__all__ = [
    "Case",
    "Compliance",
    "Dossier",
    "Effect",
    "Line",
    "Paper",
    "PostFigures",
    "Preview",
    "Task",
    "cases",
    "compliance",
    "dossiers",
    "member_of",
    "my_dates",
    "my_papers",
    "my_tasks",
    "preview",
    "reach_for",
    "titles",
]
