"""How many people there are, told in steps.

Steps, because an exact count would tell when one person comes or goes and would change all the time.
"""

from typing import Final

STEPS: Final = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def bucket(count: int) -> str:
    """The count as people see it: ``<10``, ``10+``, ``20+`` ... ``5000+``."""
    reached = [step for step in STEPS if step <= count]
    return f"{reached[-1]}+" if reached else f"<{STEPS[0]}"
