"""What the system said of a file, in the reader's language where it is known."""

import errno
import os

import pytest

from coopctl import language
from coopctl.domain.words.system import reason_of


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "không có quyền"),
        (errno.ENOENT, "không có tệp hoặc thư mục đó"),
        (errno.ENOSPC, "đĩa không còn chỗ"),
        (errno.EROFS, "hệ thống tệp chỉ cho đọc"),
    ],
)
def test_what_is_known_is_translated(number: int, said: str) -> None:
    reason = reason_of(OSError(number, os.strerror(number)))
    assert str(reason) == os.strerror(number)
    language.choose("vi")
    try:
        assert language.render(reason) == said
    finally:
        language.choose("en")


@pytest.mark.parametrize("error", [OSError(1, "{odd}: 5 %"), OSError("{odd}: 5 %")])
def test_what_is_not_known_stays_as_it_is(error: OSError) -> None:
    assert str(reason_of(error)) == "{odd}: 5 %"
