"""The first half of the main job: a brief is written, played back, opened and ranked."""

from playwright.sync_api import expect

from engagements.models import Brief
from ranking.models import FitRun
from tests.journeys.cast import in_days, see
from tests.journeys.conftest import Visitor
from tests.journeys.hands import heading, pick, press, ref_of

MAIL = """Hi all,

the inspectors left on Friday: nine observations on fill-finish, two of them major. The first
actions are due mid January and our stock lasts until the end of March. The plan of last year has
140 actions and nobody on site owns them. Two heads of quality have gone.

We need somebody who has closed such a case before. Who can find us that person?

Helen"""


# The brief


def write_the_brief(helen: Visitor) -> str:
    """Paste an e-mail, fill the five steps and read both readings; return the brief's key."""
    page = helen.page
    helen.go("/today/")
    see(helen, "01-today-empty")
    page.get_by_role("link", name="Write a brief").first.click()
    heading(page, "Start a brief")
    see(helen, "02-begin")
    page.get_by_role("textbox", name="The e-mail or your notes").fill(MAIL)
    press(page, "Begin with this text")
    heading(page, "Is this what your text says?")
    page.get_by_role("link", name="Continue to the situation").first.click()
    _the_situation(helen)
    _success(helen)
    _value(helen)
    _the_person(helen)
    _the_truth(helen)
    heading(page, "As an interim will read it")
    # The brief is marked confidential, so this reading comes first.
    expect(page.locator("article.reader")).to_contain_text("a European maker of injectable")
    expect(page.locator("article.reader")).not_to_contain_text("Ashdown")
    see(helen, "08-preview-confidential")
    page.get_by_role("link", name="With our name").click()
    expect(page.locator("article.reader")).to_contain_text("Ashdown Sterile Medicines")
    see(helen, "09-preview-named")
    return ref_of(page, "briefs")


def _the_situation(helen: Visitor) -> None:
    page = helen.page
    heading(page, "The situation")
    expect(page.get_by_text("the inspectors left on Friday").first).to_be_attached()
    page.get_by_label("What do you call it?").fill("Get the fill-finish site released again")
    page.get_by_label("What happened?").fill(
        "Inspectors made nine observations on the fill-finish line, two of them major."
    )
    page.get_by_label("Why now?").fill("First actions fall due in January; stock lasts to March.")
    page.get_by_label("What has been tried?").fill("A plan of 140 actions that nobody owns.")
    page.get_by_label("What is hard about it?").fill("Two heads of quality left within a year.")
    page.get_by_label("Keep our name confidential").check()
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    see(helen, "03-situation")
    press(page, "Save and continue")


def _success(helen: Visitor) -> None:
    page = helen.page
    heading(page, "Success")
    first = page.locator("[data-row]").nth(0)
    first.get_by_label("What is measured?").fill("Overdue deviations")
    first.get_by_label("Today").fill("186")
    first.get_by_label("Target").fill("20")
    first.get_by_label("By when").fill(in_days(120).isoformat())
    first.get_by_label("What will show it?").fill("the quality system's weekly report")
    first.get_by_label("Weight").select_option("5")
    press(page, "Add a criterion")
    second = page.locator("[data-row]").nth(1)
    second.get_by_label("Target").fill("24 days")
    press(page, "Save and continue")
    # The measure is missing: it is said beside its field, and the target is still there.
    expect(page.locator(".form-errors")).to_be_focused()
    second = page.locator("[data-row]").nth(1)
    expect(second.get_by_text("Say what is measured.")).to_be_visible()
    expect(second.get_by_label("Target")).to_have_value("24 days")
    see(helen, "04-success-refused")
    second.get_by_label("What is measured?").fill("Time to release a batch")
    second.get_by_label("Today").fill("41 days")
    second.get_by_label("By when").fill(in_days(150).isoformat())
    second.get_by_label("What will show it?").fill("batch records")
    press(page, "Save and continue")


def _value(helen: Visitor) -> None:
    page = helen.page
    heading(page, "Value")
    page.get_by_role("radio", name="Safety and quality").check()
    page.get_by_label("Who is harmed if this fails").fill(
        "Patients on two cancer medicines; seen first in stock cover under three weeks."
    )
    page.get_by_label("In what range?").fill("supply of two medicines for 40,000 patients")
    page.get_by_label("How will it be shown?").fill("Release times and stock cover, monthly")
    see(helen, "05-value")
    press(page, "Save and continue")


def _the_person(helen: Visitor) -> None:
    page = helen.page
    heading(page, "The person")
    pick(page, "GMP", "good manufacturing practices")
    pick(page, "deviation", "deviation management")
    rows = page.locator("#skill-rows [data-row]")
    expect(rows).to_have_count(2)
    for row in (rows.nth(0), rows.nth(1)):
        row.get_by_label("How much it matters").select_option(label="Must have")
        row.get_by_label("Level needed").select_option(label="Leads others in it")
    pick(page, "batch rel", "batch release")
    page.get_by_label("How senior?").select_option(label="Director of a function or a site")
    page.get_by_label("Remediation of GMP observations").check()
    page.locator("summary", has_text="Sectors").click()
    page.get_by_label("Pharmaceuticals", exact=True).check()
    page.locator("summary", has_text="Languages").click()
    page.get_by_label("English").check()
    page.get_by_label("Start", exact=True).fill(in_days(21).isoformat())
    page.get_by_label("For how many weeks?").fill("26")
    page.get_by_label("Place", exact=True).fill("Reading")
    page.get_by_label("Region", exact=True).select_option(label="London and South East England")
    page.get_by_label("Days a week").fill("5")
    page.get_by_label("of these on site").fill("4")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    see(helen, "06-person")
    press(page, "Save and continue")


def _the_truth(helen: Visitor) -> None:
    page = helen.page
    heading(page, "The truth")
    answers = {
        "Who is the sponsor": "The chief operating officer, half an hour every Monday.",
        "What may they decide alone?": "Everything on site within the plan.",
        "Whom do they report to": "To the site director; three heads report to them.",
        "Which risks are known?": "A second inspection may come unannounced in spring.",
        "Why did earlier attempts fail?": "They had the task and not the say.",
        "How many stages": "Two: an hour with me, an hour with the sponsor.",
    }
    for question, answer in answers.items():
        page.get_by_label(question).fill(answer)
    travel = page.locator(".truth-item").last
    travel.get_by_label("We do not know yet").check()
    travel.get_by_label("Who finds out?").fill("The head of people")
    travel.get_by_label("By when?").fill(in_days(5).isoformat())
    see(helen, "07-truth")
    press(page, "Save and read it as an interim")


# Panel and playback


def invite_the_panel(helen: Visitor, ref: str) -> None:
    """Try without a specialist, read why not, and invite both firms."""
    page = helen.page
    page.get_by_role("link", name="Invite firms").click()
    heading(page, "The firms that search for you")
    generalist = page.locator(".panel-choice", has_text="Broadgate Interim")
    generalist.get_by_role("checkbox").check()
    generalist.get_by_role("radio").check()
    see(helen, "10-panel")
    press(page, "Save the panel")
    expect(page.locator(".form-errors")).to_contain_text("specialist")
    expect(page.locator(".form-errors")).to_be_focused()
    expect(generalist.get_by_role("checkbox")).to_be_checked()
    see(helen, "11-panel-refused")
    specialist = page.locator(".panel-choice", has_text="Kestrel Life Sciences")
    specialist.get_by_role("checkbox").check()
    specialist.get_by_role("radio").check()
    press(page, "Save the panel")
    expect(page.get_by_role("heading", name="On the panel")).to_be_visible()
    see(helen, "12-panel-stands")
    press(page, "Send it for playback")
    expect(page.locator("#notices")).to_contain_text("The panel has the brief")
    see(helen, "13-brief-sent")
    assert Brief.objects.get(ref=ref).is_played_back


def play_it_back(martin: Visitor, ref: str) -> None:
    """Type what was said by phone, and send it."""
    page = martin.page
    martin.go("/today/")
    see(martin, "14-consultant-today")
    page.locator("[data-open]").first.click()
    if page.get_by_role("heading", level=1).inner_text() != "The playback":
        page.get_by_role("link", name="Write the playback").click()
    heading(page, "The playback")
    page.get_by_label("The situation, as we understand it").fill(
        "Nine observations, two of them major; the first answers fall due in January."
    )
    page.get_by_label("What success means to you").fill("Overdue work under twenty by spring.")
    page.get_by_label("What makes it hard").fill("Nobody on site owns the plan.")
    page.get_by_label("The person we would look for").fill("Somebody who has closed such a case.")
    page.get_by_label("Where we would change the brief").fill("Give them the say over batch plans.")
    page.get_by_label("We spoke by phone").check()
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    see(martin, "15-playback-writing")
    press(page, "Send it to the manager")
    expect(page.locator("#notices")).to_contain_text("The manager has your playback")
    see(martin, "16-playback-sent")
    assert Brief.objects.get(ref=ref).playbacks.get().is_by_phone


def confirm_and_open(helen: Visitor, ref: str) -> None:
    """Confirm in one tap, open, and watch the ranking arrive."""
    page = helen.page
    helen.go("/today/")
    see(helen, "17-manager-today")
    page.locator("[data-open]").first.click()
    heading(page, "The playback")
    see(helen, "18-playback-to-confirm")
    press(page, "Confirm the playback")
    expect(page.locator("#notices")).to_contain_text("Confirmed")
    see(helen, "19-confirmed")
    press(page, "Open the brief")
    expect(page.locator("#notices")).to_contain_text("The brief is open")
    expect(page.locator("#fit")).to_contain_text("Ranking")
    expect(page.locator("#fit")).to_contain_text("strong enough to talk to", timeout=45_000)
    see(helen, "20-open-and-ranked")
    brief = Brief.objects.get(ref=ref)
    seats = set(brief.seats.values_list("opened_at", flat=True))
    assert seats == {brief.opened_at}
    run = FitRun.objects.current(brief)
    assert run is not None
    assert run.pool_size == 32
