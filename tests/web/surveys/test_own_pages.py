"""Own questionnaires, scales and wordings on their pages: what is saved, what is refused, and what it says then."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mellanrum.surveys.rules import QuestionnaireRule, Rules
from mellanrum.surveys.wording import read_wording
from mellanrum.web.access.standing import Standing, today
from mellanrum.web.counters import surveys as counters
from mellanrum.web.surveys import services
from mellanrum.web.surveys.models import Wording
from mellanrum.web.surveys.services import running
from mellanrum.web.surveys.services.own import rules_of, token_of_rules
from mellanrum.web.surveys.worded import empty_wording
from mellanrum.web.tenancy.models import Association
from support.people import an_association
from support.surveying import BREAKFAST, WORDING, a_survey, manager_of, with_own

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

QUESTIONS = "egna-formular/fragor/breakfast/"
GROUPS = {"label": "Frukosten", "kind": "own", "group_guests": "Gäster"}
DATED = BREAKFAST.replace("DATED", 'from = 2020-01-01\nreference = "Förbundets eget"')


@pytest.fixture
def standing(association: Association) -> Standing:
    return manager_of(association)


@pytest.fixture
def manager(client: Client, standing: Standing) -> Client:
    client.force_login(standing.user)
    return client


def page(client: Client, association: Association, path: str) -> str:
    answer = client.get(f"/f/{association.slug}/enkater/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def posted(client: Client, association: Association, path: str, **data: object) -> tuple[int, str]:
    """Send a form as the page gave it, and return what was answered."""
    seen = {"seen": token_of_rules(rules_of(association))}
    answer = client.post(f"/f/{association.slug}/enkater/{path}", seen | data)
    return answer.status_code, answer.content.decode()


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("fil.toml", text.encode())


def own(association: Association) -> Rules:
    return rules_of(association)


def breakfast(association: Association) -> QuestionnaireRule:
    return next(each for each in own(association).questionnaires if each.key == "breakfast")


def test_questionnaire_is_added_with_its_first_question(manager: Client, association: Association) -> None:
    data = {"label": "Lunchen", "kind": "event", "more_0": "Gäster", "question": "Var den god?", "scale": "yes_no"}

    status, _ = posted(manager, association, "egna-formular/nytt/", **data)

    (rule,) = own(association).questionnaires
    assert (status, rule.key, rule.kind, [each.label for each in rule.questions]) == (
        302,
        "lunchen",
        "event",
        ["Var den god?"],
    )
    assert "Var den god?" in page(manager, association, "egna-formular/fragor/lunchen/")


@pytest.mark.parametrize("wrong", [{"label": ""}, {"more_0": ""}, {"question": ""}, {"scale": "x"}, {"kind": "x"}])
def test_questionnaire_with_a_fault_is_not_added(
    manager: Client, association: Association, wrong: dict[str, str]
) -> None:
    data = {"label": "Lunchen", "kind": "event", "more_0": "Gäster", "question": "Var den god?", "scale": "yes_no"}

    assert posted(manager, association, "egna-formular/nytt/", **(data | wrong))[0] == 422
    assert own(association) == Rules()


def test_question_is_added_changed_and_removed(manager: Client, standing: Standing, association: Association) -> None:
    with_own(standing)
    new = {"label": "Varför?", "group": "guests", "scale": "mood", "number": "2", "only_after": "came=yes"}
    assert posted(manager, association, f"{QUESTIONS}ny-fraga/", **new)[0] == 302
    assert [each.key for each in breakfast(association).questions if each.group == "guests"] == [
        "came",
        "varfor",
        "liked",
    ]

    assert posted(manager, association, f"{QUESTIONS}varfor/", **(new | {"label": "Varför då?"}))[0] == 302
    assert "Varför då?" in page(manager, association, QUESTIONS)

    assert posted(manager, association, f"{QUESTIONS}varfor/ta-bort/")[0] == 302
    assert len(breakfast(association).questions) == 3


def test_question_that_others_depend_on_is_not_removed(
    manager: Client, standing: Standing, association: Association
) -> None:
    with_own(standing)
    before = own(association)

    status, told = posted(manager, association, f"{QUESTIONS}came/ta-bort/")

    assert (status, own(association)) == (422, before)
    assert "Tyckte om" in told


def test_last_question_stays(manager: Client, standing: Standing, association: Association) -> None:
    with_own(standing)
    for question in ("liked", "mark"):
        assert posted(manager, association, f"{QUESTIONS}{question}/ta-bort/")[0] == 302

    status, told = posted(manager, association, f"{QUESTIONS}came/ta-bort/")

    assert (status, "Ett formulär har minst en fråga." in told) == (422, True)


def test_gate_of_another_group_is_refused(manager: Client, standing: Standing, association: Association) -> None:
    with_own(standing)
    data = {"label": "Varför?", "group": "staff", "scale": "mood", "only_after": "came=yes"}

    assert posted(manager, association, f"{QUESTIONS}ny-fraga/", **data)[0] == 422


def test_question_of_an_open_survey_is_not_changed(
    manager: Client, standing: Standing, association: Association
) -> None:
    a_survey(standing)
    before = own(association)
    data = {"label": "Kom du?", "group": "guests", "scale": "yes_no", "number": "1"}

    status, told = posted(manager, association, f"{QUESTIONS}came/", **data)

    assert (status, own(association)) == (422, before)
    assert "”Frukosten” är öppen" in told
    assert "Stäng enkäten först, eller skriv ett annat formulär." in told


def test_planned_survey_asks_what_was_changed(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing, opens=today() + timedelta(days=5))
    data = {"label": "Frukosten", "kind": "own", "group_guests": "Gäster", "group_staff": "", "more_0": "Kockar"}

    assert posted(manager, association, f"{QUESTIONS}namn-och-grupper/", **data)[0] == 302

    survey.refresh_from_db()
    assert [each.key for each in services.questionnaire_of(survey).groups] == ["guests"]
    assert services.questionnaire_of(survey).version == survey.version
    assert running.offered_of(survey) == {"guests": 40}


def test_planned_survey_is_put_to_those_of_its_chosen_groups_that_are_left(
    manager: Client, standing: Standing, association: Association
) -> None:
    with_own(standing)
    posted(manager, association, f"{QUESTIONS}namn-och-grupper/", **GROUPS, group_staff="Personal", more_0="Kockar")
    groups = tuple(each.key for each in breakfast(association).groups[:2])
    survey = a_survey(standing, opens=today() + timedelta(days=5), groups=groups)

    assert posted(manager, association, f"{QUESTIONS}namn-och-grupper/", **GROUPS, group_staff="")[0] == 302

    survey.refresh_from_db()
    assert (survey.groups, [each.key for each in services.asked_of(survey).groups]) == ("guests", ["guests"])
    assert manager.get(f"/svara/{survey.address}/").status_code == 200


def test_last_chosen_group_of_a_planned_survey_is_not_taken_away(
    manager: Client, standing: Standing, association: Association
) -> None:
    other = a_survey(standing, opens=today() + timedelta(days=5), label="En annan")
    a_survey(standing, opens=today() + timedelta(days=5), groups=("staff",))
    kept = counters.collected_of(association, other.key)

    status, told = posted(manager, association, f"{QUESTIONS}namn-och-grupper/", **GROUPS, group_staff="")

    assert (status, [each.key for each in breakfast(association).groups]) == (422, ["guests", "staff"])
    assert "”Frukosten” är planerad för en grupp som tas bort. Ta bort den enkäten först." in told
    assert counters.collected_of(association, other.key) == kept


def test_survey_is_put_to_as_many_groups_as_there_are(standing: Standing) -> None:
    keys = [f"group_{number}_{'x' * 38}" for number in range(12)]
    listed = ", ".join(f'{{ key = "{key}", label = "{key}" }}' for key in keys)
    asked = "\n".join(
        f'[[questionnaire.question]]\nkey = "q{key}"\ngroup = "{key}"\nnumber = 1\nlabel = "K"\nscale = "yes_no"\nDATED'
        for key in keys
    )
    head = f'[[questionnaire]]\nkey = "breakfast"\nlabel = "Frukost"\nkind = "own"\ngroup = [{listed}]\nDATED\n'
    with_own(standing, head + asked)

    survey = a_survey(standing, groups=tuple(keys), offered={})

    survey.clean_fields(exclude=["closed_on"])  # as PostgreSQL, which takes no more letters than a field has
    assert survey.groups.split() == keys


def test_questionnaire_of_a_planned_survey_is_not_removed(
    manager: Client, standing: Standing, association: Association
) -> None:
    a_survey(standing, opens=today() + timedelta(days=5))

    status, told = posted(manager, association, f"{QUESTIONS}ta-bort/")

    assert (status, len(own(association).questionnaires)) == (422, 1)
    assert "är planerad med det" in told


def test_questionnaire_that_nobody_waits_for_is_removed(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = a_survey(standing)
    services.close(standing, survey)

    assert posted(manager, association, f"{QUESTIONS}ta-bort/")[0] == 302
    assert own(association).questionnaires == ()
    assert manager.get(f"/f/{association.slug}/enkater/{survey.key}/").status_code == 200


def test_what_somebody_else_has_changed_is_not_written_over(
    manager: Client, standing: Standing, association: Association
) -> None:
    with_own(standing)
    before = token_of_rules(own(association))
    posted(manager, association, f"{QUESTIONS}mark/ta-bort/")

    status, told = posted(manager, association, f"{QUESTIONS}liked/ta-bort/", seen=before)

    assert (status, "Någon annan har ändrat det här" in told) == (422, True)
    assert len(breakfast(association).questions) == 2


def test_scale_is_added_changed_and_removed(manager: Client, association: Association) -> None:
    data = {"label": "Humör", "answer_1": "Ledsen", "told_1": "negative", "answer_2": "Glad", "told_2": "positive"}
    assert posted(manager, association, "egna-formular/skala/svar/", **data)[0] == 302
    (scale,) = own(association).scales
    assert [(each.key, each.group, each.is_valid) for each in scale.answers] == [
        ("ledsen", "negative", True),
        ("glad", "positive", True),
    ]

    more = data | {"answer_5": "Vet ej", "told_5": "none"}
    assert posted(manager, association, "egna-formular/skalor/humor/", **more)[0] == 302
    assert [each.is_valid for each in own(association).scales[0].answers] == [True, True, False]

    assert posted(manager, association, "egna-formular/skalor/humor/ta-bort/")[0] == 302
    assert own(association).scales == ()


@pytest.mark.parametrize(
    "wrong", [{"answer_2": ""}, {"answer_2": "ledsen"}, {"told_2": "none"}, {"told_2": "x"}, {"label": ""}]
)
def test_scale_with_a_fault_is_not_added(manager: Client, association: Association, wrong: dict[str, str]) -> None:
    data = {"label": "Humör", "answer_1": "Ledsen", "told_1": "negative", "answer_2": "Glad", "told_2": "positive"}

    assert posted(manager, association, "egna-formular/skala/svar/", **(data | wrong))[0] == 422
    assert own(association).scales == ()


def test_scale_in_use_is_not_removed(manager: Client, standing: Standing, association: Association) -> None:
    with_own(standing, BREAKFAST.replace('scale = "degree"', 'scale = "mood"'))

    status, told = posted(manager, association, "egna-formular/skalor/mood/ta-bort/")

    assert (status, "”Frukostmötet” besvaras med den." in told) == (422, True)


@pytest.mark.parametrize(("lowest", "highest", "status"), [("1", "5", 302), ("5", "5", 422), ("-1", "5", 422)])
def test_scale_of_grades(manager: Client, association: Association, lowest: str, highest: str, status: int) -> None:
    data = {"label": "Betyg", "lowest": lowest, "highest": highest}

    assert posted(manager, association, "egna-formular/skala/betyg/", **data)[0] == status
    assert len(own(association).scales) == (status == 302)


def test_questionnaires_are_read_from_a_file(manager: Client, association: Association) -> None:
    assert posted(manager, association, "egna-formular/las-in/", file=file(DATED))[0] == 302
    assert [each.key for each in own(association).questionnaires] == ["breakfast"]


@pytest.mark.parametrize("days", ["from = 2010-01-01\nto = 2012-12-31", "from = 2090-01-01"])
def test_questionnaire_that_does_not_apply_is_shown_and_removed(
    manager: Client, association: Association, days: str
) -> None:
    text = BREAKFAST.replace("DATED", f'{days}\nreference = "Förbundets eget"')
    assert posted(manager, association, "egna-formular/las-in/", file=file(text))[0] == 302
    assert QUESTIONS in page(manager, association, "egna-formular/")

    told = page(manager, association, QUESTIONS)
    assert ("Tyckte om" in told, "ny-enkat/breakfast" in told) == (True, False)
    assert "Det gäller inte i dag" in told
    assert posted(manager, association, f"{QUESTIONS}ta-bort/")[0] == 302
    assert own(association) == Rules(scales=own(association).scales)


def test_questionnaire_that_applies_can_be_planned(
    manager: Client, standing: Standing, association: Association
) -> None:
    with_own(standing)

    told = page(manager, association, QUESTIONS)

    assert ("ny-enkat/breakfast" in told, "Det gäller inte i dag" in told) == (True, False)


@pytest.mark.parametrize("text", ["", "# inget\n"])
def test_file_without_a_questionnaire_is_refused(manager: Client, association: Association, text: str) -> None:
    status, told = posted(manager, association, "egna-formular/las-in/", file=file(text))

    assert (status, 'class="field-error"' in told) == (422, True)


@pytest.mark.parametrize("text", ["x", DATED.replace("degree", "nothing"), "\x00", "[" * 5000])
def test_file_with_faults_is_told_and_nothing_of_it_saved(manager: Client, association: Association, text: str) -> None:
    status, told = posted(manager, association, "egna-formular/las-in/", file=file(text))

    assert (status, 'class="finding error"' in told, own(association)) == (422, True, Rules())


def test_wording_is_loaded_and_removed(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing, opens=today() + timedelta(days=5))

    assert posted(manager, association, "egna-texter/breakfast/", file=file(WORDING))[0] == 302
    assert services.wordings_of(survey)["sv"].questions["came"] == "Var du med?"
    assert "svenska" in page(manager, association, f"{survey.key}/")

    assert posted(manager, association, "egna-texter/breakfast/sv/ta-bort/")[0] == 302
    assert services.wordings_of(survey) == {}


def test_wording_that_lacks_something_is_loaded_and_told(
    manager: Client, standing: Standing, association: Association
) -> None:
    with_own(standing)
    text = WORDING.replace('mark = "Vilket betyg ger du?"', "")

    status, told = posted(manager, association, "egna-texter/breakfast/", file=file(text))

    assert (status, Wording.objects.of(association).count()) == (200, 1)
    assert 'class="finding warning"' in told or 'class="finding note"' in told


@pytest.mark.parametrize("text", ["", "x", WORDING.replace('"sv"', '"?"')])
def test_wording_with_faults_is_not_loaded(
    manager: Client, standing: Standing, association: Association, text: str
) -> None:
    with_own(standing)

    status, told = posted(manager, association, "egna-texter/breakfast/", file=file(text))

    assert (status, 'class="finding error"' in told, Wording.objects.of(association).count()) == (422, True, 0)


def test_wording_of_another_questionnaire_is_not_loaded(
    manager: Client, standing: Standing, association: Association
) -> None:
    with_own(standing)
    text = WORDING.replace('"breakfast"', '"event"')

    status, told = posted(manager, association, "egna-texter/breakfast/", file=file(text))

    assert (status, '<li class="finding' in told, Wording.objects.of(association).count()) == (422, True, 0)


def test_wording_of_an_open_survey_is_not_replaced_but_a_language_can_be_added(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = a_survey(standing)
    assert posted(manager, association, "egna-texter/breakfast/", file=file(WORDING))[0] == 302

    changed = WORDING.replace("Var du med?", "Var du inte med?")
    assert posted(manager, association, "egna-texter/breakfast/", file=file(changed))[0] == 422
    assert posted(manager, association, "egna-texter/breakfast/sv/ta-bort/")[0] == 422
    assert posted(manager, association, "egna-texter/breakfast/", file=file(WORDING.replace('"sv"', '"ar"')))[0] == 302

    told = services.wordings_of(survey)
    assert (list(told), told["sv"].questions["came"]) == (["ar", "sv"], "Var du med?")


def test_file_to_fill_in_is_a_wording_without_faults(manager: Client, standing: Standing) -> None:
    survey = a_survey(standing)
    asked = services.questionnaire_of(survey)

    wording, found = read_wording(empty_wording(asked).encode(), "fil.toml", asked)

    assert found == ()
    assert wording
    assert wording.questions == {"came": "Kom", "liked": "Tyckte om", "mark": "Betyg"}
    answer = manager.get(f"/f/{standing.association.slug}/enkater/egna-texter/breakfast/att-fylla-i/")
    assert answer.content.decode() == empty_wording(asked)


def test_wordings_of_one_association_are_no_other_s(
    manager: Client, standing: Standing, association: Association
) -> None:
    with_own(standing)
    posted(manager, association, "egna-texter/breakfast/", file=file(WORDING))

    other = a_survey(manager_of(an_association("Ett annat")))

    assert services.wordings_of(other) == {}
