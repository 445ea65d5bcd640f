"""JSON lines that anybody may have written, as ``douane inspect`` reads them."""

import io

from douane.jobs.inspection.lines import Bad, Row, lines, rows, whole


def target(data: bytes) -> None:
    """Every line is a row or has a reason; no line is lost or made up."""
    numbers = [line.number for line in lines(io.BytesIO(data))]
    assert numbers == list(range(1, len(numbers) + 1))
    for row in rows(io.BytesIO(data)):
        assert isinstance(row, Row | Bad)
        if isinstance(row, Bad):
            assert row.line in numbers
            assert row.why
        else:
            row.text.encode()
    assert isinstance(whole(io.BytesIO(data)), str | Bad)
