"""One of each block that a lesson may hold, as the content files write them: for tests that look at all of them."""

from __future__ import annotations

from typing import Any

from demo import streams

BLOCKS: list[dict[str, Any]] = [
    {"voice": {"name": "Grace", "sex": "woman", "role": "returnee", "words": "I kept a copy with my sister."}},
    {"content_note": {"text": "This part speaks about unwanted touching."}},
    {
        "contract": {
            "title": "A contract",
            "intro": "Touch a line.",
            "clauses": [{"heading": "Wage", "words": "1,500 a month.", "means": "You get 1,500.", "look": "A number?"}],
        }
    },
    {
        "compare": {
            "title": "Two papers",
            "before": "Signed at home",
            "after": "At the airport",
            "rows": [
                {"clause": "Wage", "before": "1,500", "after": "900", "changed": True, "note": "600 less."},
                {"clause": "Rest", "before": "Friday", "after": "Friday", "changed": False},
            ],
        }
    },
    {
        "contract_check": {
            "title": "My paper",
            "items": [
                {
                    "fact": "rest_day",
                    "ask": "One day off each week?",
                    "yes": "Look for the day.",
                    "unclear": "Ask for the day.",
                    "no": "Ask before you sign.",
                    "say": "Please write my rest day here.",
                    "call": "hotline",
                }
            ],
        }
    },
    {
        "remittance": {
            "title": "What arrives?",
            "amount": "204",
            "offers": [
                {"name": "Service A", "fee": "4", "rate": "50"},
                {"name": "Service B", "fee": "0", "rate": "48.5"},
            ],
            "note": "With 204, 106 more arrive with A.",
        }
    },
    {
        "budget": {
            "title": "My month",
            "lines": [
                {"label": "My wage", "kind": "in"},
                {"label": "Phone", "kind": "out"},
                {"label": "Savings in my name", "kind": "keep"},
            ],
        }
    },
    {
        "sheet": {
            "title": "My plan",
            "purpose": "safety_plan",
            "sections": [{"heading": "People", "lines": [{"ask": "Who knows where I am?", "hint": "A name"}]}],
        }
    },
    {
        "branching": {
            "title": "A call",
            "scenes": [
                {"id": "door", "story": "The phone rings.", "choices": [{"text": "She answers.", "to": "talk"}]},
                {"id": "talk", "story": "She says where she is.", "ending": "good"},
            ],
        }
    },
    {"phrase_cards": {"title": "Words that help", "keys": ["help"]}},
    {
        "sort": {
            "title": "Who pays?",
            "groups": ["The employer", "I may pay"],
            "items": [
                {"text": "Visa", "group": 0, "why": "It is a cost of hiring."},
                {"text": "New shoes", "group": 1, "why": "They are yours."},
            ],
        }
    },
    {
        "path": {
            "title": "At the airport",
            "steps": [
                {"heading": "Check-in", "text": "Show your ticket.", "figure": "airport-gate", "if_not": "Ask staff."},
                {"heading": "Gate", "text": "Look at the board."},
            ],
        }
    },
    {"figure": {"name": "reading-contract", "alt": "A woman reads.", "shows": ["woman_deciding"]}},
    {"only": {"audiences": ["family"], "blocks": [{"text": "You stay at home."}]}},
]


def screens(*kinds: str) -> list[dict[str, Any]]:
    """A lesson's stream with these blocks (all of them where none is named), each on a screen of its own."""
    chosen = [block for block in BLOCKS if not kinds or set(block) & set(kinds)]
    lesson = {"screens": [{"id": str(n), "heading": f"Screen {n}", "blocks": [b]} for n, b in enumerate(chosen)]}
    return streams.lesson_stream(lesson, path="test", places=frozenset({"JO"}))
