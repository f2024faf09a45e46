import pytest

from support.browser import LOOKS, Look, OpenPage, Picture, page_findings


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_sign_in_page_is_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    page = open_page(look)

    page.goto("/konto/login/")

    picture(page, "sign-in")
    assert page_findings(page) == []
