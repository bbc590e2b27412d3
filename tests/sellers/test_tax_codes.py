import pytest

from marketplace.sellers.tax_codes import has_right_check_digit, is_of_organisation, is_of_person, mask

REAL = ("0100233488", "0314409058-002", "0100112437", "0100109106", "9900000016")


@pytest.mark.parametrize("code", REAL)
def test_codes_that_were_issued_fit_their_check_digit(code: str) -> None:
    assert is_of_organisation(code)
    assert has_right_check_digit(code)


@pytest.mark.parametrize("code", REAL)
@pytest.mark.parametrize("place", range(10))
def test_one_wrong_digit_is_found(code: str, place: int) -> None:
    wrong = f"{code[:place]}{(int(code[place]) + 1) % 10}{code[place + 1 :]}"
    assert not has_right_check_digit(wrong)


def test_a_personal_number_is_told_from_a_code_and_masked() -> None:
    assert is_of_person("001085012345")
    assert not is_of_organisation("001085012345")
    assert mask("001085012345") == "•••••••••345"
    assert mask(REAL[0]) == REAL[0]
