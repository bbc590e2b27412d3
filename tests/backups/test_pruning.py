"""Of old backups stay so many that one can go back a week, a month and a year."""

from datetime import UTC, datetime, timedelta

from marketplace.backups.pruning import name_of, ours, superfluous

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)


def nightly(days: int) -> list[str]:
    return [name_of(NOW - timedelta(days=day), is_sealed=day % 2 == 0) for day in range(days)]


def kept(names: list[str], at: datetime = NOW) -> list[str]:
    gone = superfluous(names, at)
    return [moment.strftime("%m-%d") for moment in ours(set(names) - set(gone)).values()]


def test_of_two_years_of_nights_a_week_five_weeks_and_twelve_months_stay() -> None:
    days = ["11-30", "11-29", "11-28", "11-27", "11-26", "11-25", "11-24"]
    weeks = ["11-22", "11-15", "11-08"]  # Sundays, beside the 30th and the 29th
    months = ["10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31", "12-31"]
    assert kept(nightly(730)) == days + weeks + months


def test_pruning_night_by_night_comes_to_the_same() -> None:
    names: list[str] = []
    for day in reversed(range(730)):
        at = NOW - timedelta(days=day)
        names.append(name_of(at, is_sealed=day % 2 == 0))
        names = [*set(names).difference(superfluous(names, at))]
    assert kept(names) == kept(nightly(730))


def test_the_newest_one_stays_however_old_it_is() -> None:
    assert kept(nightly(1), NOW + timedelta(days=4_000)) == ["11-30"]


def test_several_of_today_stay_until_tomorrow() -> None:
    names = [name_of(NOW - timedelta(hours=hour), is_sealed=False) for hour in range(3)]
    assert superfluous(names, NOW) == []
    assert superfluous(names, NOW + timedelta(days=2)) == names[1:]


def test_files_of_others_are_left_alone() -> None:
    others = [
        "gui-2026.tar",
        "notes.txt",
        "gui-20261130T020000Z.tar.part",
        ".gui-backup-x",
        "gui-99999999T999999Z.tar.x",
    ]
    assert superfluous(others + nightly(1), NOW) == []
