"""Who may come in at which door: one rule for every address of ours. Data only; the doors are tried elsewhere.

Each rule says for everybody in ``country.py`` what the address answers about the things of the near class and of the
near consul: a ``PAGE`` (or a form that is handed back, or the way on), the ``DOOR`` (sign in first), ``REFUSED`` (403,
or Wagtail's way back to its first page), ``MISSING`` (404). ``{a,b}`` in a name stands for both. A new address fails
the tests until it stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

PAGE, DOOR, REFUSED, MISSING = "page", "door", "refused", "missing"

TRAINEES = "trainee classmate far_trainee "
TEACHERS = "teacher colleague far_teacher "
OFFICERS = "officer far_officer ministry_officer "
REVIEWERS = "gender_reviewer law_checker returnee_reader "
SUPERVISORS = "supervisor far_supervisor "
CONSULS = "consul far_consul "
ADMINISTRATORS = "administrator far_administrator ministry_administrator "
WRITERS = "author reviewer " + ADMINISTRATORS
ALL_STAFF = TEACHERS + OFFICERS + REVIEWERS + SUPERVISORS + CONSULS + WRITERS + "translator "
SIGNED_IN = ALL_STAFF + TRAINEES
EVERYBODY = SIGNED_IN + "guest "
NO_DESK = TRAINEES + OFFICERS + SUPERVISORS + CONSULS + "guest "  # whom Wagtail's admin does not let in at all
ELSEWHERE = "colleague far_teacher far_officer far_administrator "  # who have classes, but not this one


@dataclass(frozen=True)
class Rule:
    """What everybody meets, and the names of the addresses where she does: when read, and when something is sent."""

    meets: dict[str, str]
    read: tuple[str, ...] = field(default=())
    sent: tuple[str, ...] = field(default=())


def rule(page: str, *, missing: str = "", door: str = "guest", read: str = "", sent: str = "") -> Rule:
    """A rule in words. Who is not named is refused."""
    meets = dict.fromkeys(EVERYBODY.split(), REFUSED)
    for answer, people in ((DOOR, door), (MISSING, missing), (PAGE, page)):
        meets.update(dict.fromkeys(people.split(), answer))
    return Rule(meets, tuple(_unfolded(read)), tuple(_unfolded(sent)))


def desk(page: str, *, missing: str = "", read: str = "", sent: str = "") -> Rule:
    """The same, behind the door of Wagtail's admin."""
    return rule(page, missing=missing, door=NO_DESK, read=read, sent=sent)


def _unfolded(names: str) -> Iterator[str]:
    for name in names.split():
        choices = [part.split(",") for part in re.split(r"[{}]", name)]
        yield from map("".join, product(*choices)) if "{" in name else (name,)


LISTS = "{list,list_results,add,edit,usage,history,history_results}"
DESK = "{index,index_results,add,edit,delete,usage,history,history_results}"
BANK = "assessments_{question,quiz,survey}"
PLACES = "courses_{fact,questiontemplate,phrasekey,destination,origin,factkey}"
SHELF = "courses_sharedpassage"

RULES = (
    # ── Anybody ──────────────────────────────────────────────────────────────────────────────────
    rule(
        EVERYBODY,
        door="",
        read="""
            / leave/ language/ verify public_keys scanned media:{voice,track,transcript}
            accounts:{sign_in,sign_in_by_pictures,sign_in_staff,from_provider,sign_out,card}
            assessments:{survey_door,survey,survey_thanks}
            learning:{done,play,watched,here_by_square,join,join_class,join_details,live,live_class,live_state}
            courses:{home,choose,country,numbers,card,kit,outline,lesson}
        """,
        sent="""
            verify scanned leave/ accounts:{rest,still,choose_language,sign_out} admin/logout/
            learning:{bookmark,play,watched,join,join_details,join_again,live_class}
        """,
    ),
    # Only their addresses are tried here: the files are not made.
    rule("", door="", missing=EVERYBODY, read="media:{picture,film} h5p:{play,bundle,medium}"),
    rule("", door=EVERYBODY, read="accounts:{second_factor,set_up_second_factor,to_provider}", sent="accounts:switch"),
    # ── Whoever is signed in, and her own alone ──────────────────────────────────────────────────
    rule(SIGNED_IN, read="my_certificates learning:agree accounts:{unsent,home}", sent="learning:agree"),
    rule("trainee", missing=SIGNED_IN, read="certificate certificate_pdf"),
    rule(
        TRAINEES,
        read="accounts:own_secret learning:{home,data,download,quiz,question,check,result,carry,here}",
        sent="accounts:own_secret learning:{quiz,question,again,check,records,here,stop_waiting}",
    ),
    rule(ALL_STAFF + "guest", door="", missing=TRAINEES, sent="learning:read"),  # of a lesson that nobody named
    # ── A class ──────────────────────────────────────────────────────────────────────────────────
    rule(TEACHERS + OFFICERS + ADMINISTRATORS, read="learning:classes"),
    rule(TEACHERS, read="learning:new_class", sent="learning:new_class"),
    rule(
        "teacher officer ministry_officer administrator ministry_administrator",
        missing=ELSEWHERE,
        read="""
            learning:{class,poster,class_surveys,roll_call,register,practice,live_start,live_cards,live_screen,live_hands}
            learning:{glance,people,person} teach/<str:code>/knowledge/
            learning:{filed_lists,filed_list} returns:{filed_list,class_return,export_return}
        """,
        sent="returns:{filed_list,export_return} learning:ask_outside",
    ),
    rule(
        "teacher",
        missing=ELSEWHERE,
        read="""
            learning:{cards,rosters,roster_template,roster,roster_errors,sign_up,sign_up_sheet}
            learning:{square,close_session,aloud,checklist} learning:{change_class,close_class,place,taught}
        """,
        sent="""
            learning:{cards,rosters,roster,sign_up,sign_up_undo,add_session,roll_call,undo_roll_call,square}
            learning:{close_session,reset_pin,withdraw,readmit,aloud,checklist}
            learning:{change_class,close_class,reopen_class,filed_lists,move,season,waiting}
            learning:{live_start,live_about,live_hands,live_show,live_next,live_end}
            learning:{departure,give_core,take_core_back,taught}
        """,
    ),
    # Where a class has one instructor, the second to type a sheet is of the centre.
    rule(
        "teacher officer administrator",
        missing=ELSEWHERE,
        read="learning:{papers,find_sheet,paper,paper_booklet,paper_sheets,paper_key,paper_sheet,paper_settle}",
        sent="learning:{papers,paper_add,paper_undo,paper_sheet,paper_settle,paper_again}",
    ),
    rule(
        "officer ministry_officer administrator ministry_administrator",
        missing=ELSEWHERE,
        read="learning:same",
        sent="learning:{exempt,end_exemption,same,part}",
    ),
    rule(OFFICERS + ADMINISTRATORS, read="learning:{changes,recognitions} reports:providers"),
    rule(
        "officer ministry_officer administrator ministry_administrator",
        missing="far_officer far_administrator",
        sent="learning:{decide_change,decide_outside}",
    ),
    rule(
        OFFICERS + ADMINISTRATORS + CONSULS,
        read="""
            reports:{overview,classes,destinations,knowledge,surveys}
            reports:export_{classes,destinations,knowledge,surveys}
        """,
        sent="reports:export_{classes,destinations,knowledge,surveys}",
    ),
    # ── Staff abroad ─────────────────────────────────────────────────────────────────────────────
    rule(CONSULS, read="duties:{home,calendar,data}"),
    rule("consul", missing="far_consul", read="duties:{go_on,outside}", sent="duties:{go_on,outside}"),
    rule(SUPERVISORS + ADMINISTRATORS + CONSULS, read="duties:overview", sent="duties:export"),
    rule(SUPERVISORS + ADMINISTRATORS, read="duties:{recognitions,lists,list_template}", sent="duties:lists"),
    rule(
        "supervisor ministry_administrator",
        missing="far_supervisor administrator far_administrator",
        read="duties:{recognition,evidence,exempt}",
        sent="duties:{recognition,exempt,end_exemption}",
    ),
    rule(
        "ministry_administrator",
        missing="supervisor far_supervisor administrator far_administrator",
        read="duties:list",
        sent="duties:{write_list,put_away_list,undo_list}",
    ),
    # ── The desks of those who write ─────────────────────────────────────────────────────────────
    desk(
        WRITERS,
        read=f"""
            items:{{table,item,export}} exchange:{{upload,template,import,export}} questions_alike questions_made
            playable:make h5p_words:words
            authoring:{{figures,amend}} facts:{{due,dependents,places,profile}} handover:desk
            wagtailsnippets_{BANK}:{LISTS} wagtailsnippets_{PLACES}:{LISTS} wagtailsnippets_core_topic:{LISTS}
            wagtailsnippets_{SHELF}:{LISTS} wagtailsnippets_{{assessments_survey,{SHELF}}}:copy
            wagtailsnippets_{SHELF}:{{unpublish,revisions_unschedule}}
            wagtailsnippets_{{{SHELF},courses_fact}}:revisions_{{revert,compare}}
            wagtailsnippetchoosers_{BANK}:create wagtailsnippetchoosers_{PLACES}:create
            wagtailsnippetchoosers_{{core_topic,{SHELF}}}:create
        """,
        sent="items:count facts:confirm handover:export playable:make h5p_words:words",
    ),
    desk("", missing=WRITERS, read="handover:download", sent="exchange:download"),  # of a file that is not made yet
    desk("author " + ADMINISTRATORS, read="authoring:{new,duplicate} handover:import", sent="handover:upload"),
    desk(
        WRITERS + "translator",
        read=f"""
            recordings:{{lines,sheet,languages,unsaid}} captions:{{board,film,words}}
            authoring:editions wagtailsnippets_translating_term:{LISTS}
            wagtailsnippetchoosers_translating_term:create
            translating:{{board,delivery,hints,changes,review,words,files}}
        """,
        sent="""
            recordings:{save,remove,draft} captions:{words,other,fits,remove}
            translating:{fill,take,begin,publish,ask,download}
        """,
    ),
    desk(
        WRITERS + "translator",
        read="films:{list,add,film,replace,delete}",
        sent="films:{add,begin,film,replace,still,again,delete}",
    ),
    desk("author", read="films:upload", sent="films:piece"),  # her own file, on its way in
    desk("", missing=WRITERS + "translator", sent="recordings:put_back"),  # of what is not removed
    desk(
        TEACHERS + REVIEWERS + WRITERS + "translator",
        read=f"""
            review:{{queue,findings,signoffs,dismissals,history,export,text,sign,history_of,export_of}}
            facts:coverage representation
            wagtailsnippetchoosers_{BANK}:{{choose,choose_results,chosen,chosen_multiple}}
            wagtailsnippetchoosers_{PLACES}:{{choose,choose_results,chosen,chosen_multiple}}
            wagtailsnippetchoosers_{{core_topic,{SHELF},translating_term,certificates_certificaterule}}:{{choose,chosen}}
            wagtailsnippetchoosers_{{core_topic,{SHELF},translating_term,certificates_certificaterule}}:choose_results
            wagtailsnippetchoosers_{{core_topic,{SHELF},translating_term,certificates_certificaterule}}:chosen_multiple
            wagtailimages_chooser:{{choose,choose_results,chosen_multiple}}
        """,
        sent="review:dismiss",
    ),
    desk(TEACHERS + WRITERS, read="h5p_desk:{list,content,add}", sent="h5p_desk:add"),
    desk(WRITERS, read="h5p_desk:replace", sent="h5p_desk:replace"),
    desk("author " + ADMINISTRATORS, read="h5p_desk:upload", sent="h5p_desk:upload"),  # her own file
    desk(
        ADMINISTRATORS,
        read="h5p_desk:{libraries,remove_library,delete}",
        sent="h5p_desk:{libraries,remove_library,delete}",
    ),
    desk(
        TEACHERS + REVIEWERS + WRITERS + "translator",
        read="{h5p_chooser,film_chooser}:{choose,choose_results,chosen,chosen_multiple}",
    ),
    desk(TEACHERS + WRITERS, read="h5p_words:file"),
    desk("", missing=TEACHERS + REVIEWERS + WRITERS + "translator", sent="review:{check,dismiss_typed}"),
    desk(TEACHERS + WRITERS, read="wagtailimages_chooser:create"),
    desk(TEACHERS + WRITERS + "translator", read="wagtailimages_chooser:{chosen,select_format}"),
    # ── The desks of those who keep ──────────────────────────────────────────────────────────────
    desk(
        ADMINISTRATORS,
        read=f"""
            translating:languages certificates_admin:find
            wagtailsnippets_{PLACES}:delete wagtailsnippets_{{core_topic,{SHELF},translating_term}}:delete
            wagtailsnippets_certificates_certificaterule:{{delete,list,list_results,add,edit,usage,history}}
            wagtailsnippets_certificates_certificaterule:history_results
            wagtailsnippetchoosers_certificates_certificaterule:create
            {{organisations,required_training,post_details}}:{DESK}
            roles:{{index,index_results,add,delete,usage,history,history_results}}
            wagtailusers_users:{{index,index_results,add,edit,usage,history,history_results}} reset_second_factor
        """,
        sent="recordings:require",
    ),
    desk(
        "administrator ministry_administrator",
        missing="far_administrator",
        read="certificates_admin:{one,revoke,reissue}",
        sent="certificates_admin:{revoke,reissue}",
    ),
    desk("ministry_administrator", read=f"{{accreditations,trainer_certificates,short_courses}}:{DESK}"),
    # No page of its own: it leads on to the one where a role is taken.
    desk(TEACHERS + REVIEWERS + WRITERS + "translator", read="roles:edit"),
    # What has been used is never deleted, and people not from here.
    desk("", read=f"authoring:discard wagtailsnippets_{BANK}:delete wagtailusers_users:delete"),
)

# ── Whose names may be read ──────────────────────────────────────────────────────────────────────

# Administrators of any place keep the accounts of staff.
KEPT = tuple(_unfolded("wagtailusers_users:{index,index_results}"))
KNOW_THE_CLASS = "trainee teacher officer ministry_officer administrator ministry_administrator"
KNOW_THE_CONSUL = "consul supervisor ministry_administrator"
