import re

import qrcode

from mellanrum.web.register.code.drawing import square_of


def test_square_is_drawn_as_it_was_made() -> None:
    text = "59TYGHS8HHSY2Y24RMBW74J9V5JCDQ6A56BE"
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    made.add_data(text)
    made.make()

    path, size = square_of(text)

    dark = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
        for step in range(int(width))
    }
    rows = made.get_matrix()
    assert size == len(rows) == 33
    assert dark == {(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark}
