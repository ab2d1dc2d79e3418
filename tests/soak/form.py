"""How long a soak lasts, and what it says."""


class Form:
    """The short form, or one of so many minutes."""

    def __init__(self, minutes, parts):
        self.long = minutes > 0
        self.part_s = minutes * 60 / parts
        self.lines = []

    def seconds(self, short):
        """How long one part may load the server."""
        return max(short, round(self.part_s)) if self.long else short

    def say(self, text, *values):
        self.lines += (text % values if values else text).splitlines()

    def take_lines(self):
        lines, self.lines = self.lines, []
        return lines


def require(condition, text, *values):
    if not condition:
        raise AssertionError(text % values if values else text)
