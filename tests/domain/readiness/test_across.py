"""What promises, numbers, stories, scope and FAQ owe each other."""

from domain.readiness import Asker, Citing, Plan, Question, plan_findings, promised_numbers
from tests.domain.readiness.examples import FINE


def summaries(plan: Plan, rule: str) -> list[tuple[str, str]]:
    return [(f.citation, f.phrase) for f in plan_findings(plan) if f.rule == rule]


def test_numbers_are_found_with_what_they_count() -> None:
    numbers = promised_numbers(
        {
            "target_customer": "Teams of 5 to 50 people across two time zones since 2019.",
            "problem": "Each loses $1,500 or 3.5% a month; one in three is lost by 1 May 2026.",
            "get_started": "1. Sign up. 2. Wait five minutes.",
        }
    )
    assert [(n.citation, n.phrase) for n in numbers] == [
        ("PR-target-customer", "5 to 50 people"),
        ("PR-target-customer", "two time zones"),
        ("PR-problem", "$1,500"),
        ("PR-problem", "3.5%"),
        ("PR-problem", "three"),
        ("PR-get-started", "five minutes"),
    ]


def test_a_number_is_settled_by_a_kpi_or_a_waiver() -> None:
    release = {"problem": "It takes 30 minutes in 12 teams."}
    first, second = promised_numbers(release)
    plan = Plan(release, settled={first.key})
    assert summaries(plan, "number-kpi") == [("PR-problem", second.phrase)]
    assert promised_numbers({"problem": "Now it takes 30 minutes."})[0].key == first.key


def test_stories_and_items_cite_promises_that_exist() -> None:
    citing = [
        Citing("US-1", "Find a decision", ("PR-problem",)),
        Citing("US-2", "Dark mode"),
        Citing("WB-12-3", "Export", ("PR-problem", "FAQ-C-99")),
        Citing("US-4", "Itself", ("US-4",)),
    ]
    plan = Plan({}, citing=citing, promises=["PR-problem", "US-4"])
    assert summaries(plan, "promise-uncited") == [("US-2", "")]
    assert summaries(plan, "promise-unknown") == [("US-4", "US-4"), ("WB-12-3", "FAQ-C-99")] or (
        summaries(plan, "promise-unknown") == [("WB-12-3", "FAQ-C-99"), ("US-4", "US-4")]
    )


def test_a_capability_that_only_the_faq_knows_is_named() -> None:
    answers = (
        "You can open the notes five minutes after the call.",
        "You can export invoices to an accounting ledger in Wikipad.",
        "No.",
    )
    asked = [Question(f"FAQ-C-{n}", Asker.CUSTOMER, "Can I?", a) for n, a in enumerate(answers, 1)]
    plan = Plan(FINE, questions=asked)
    assert summaries(plan, "faq-only") == [("FAQ-C-2", answers[1])]


def test_a_dismissed_finding_stays_away() -> None:
    plan = Plan({"problem": "It takes 30 minutes."})
    (finding,) = plan_findings(plan)
    assert plan_findings(plan, dismissed=[finding.key]) == []
