"""Times: TIMEX3 expressions with values against publication date and discourse, and a date for undated dispatches."""

from depesche.reading.times.resolve import date_of
from depesche.reading.times.stage import TimesStage, find_times, infer_published, times_between

__all__ = ["TimesStage", "date_of", "find_times", "infer_published", "times_between"]
