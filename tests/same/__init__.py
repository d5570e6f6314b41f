"""What every output shows of a plan, held against `status --json`, each with a reader of its own."""

import pytest

for name in ("achieved", "tables", "workbook", "document", "page", "journal"):
    pytest.register_assert_rewrite(f"{__name__}.{name}")
