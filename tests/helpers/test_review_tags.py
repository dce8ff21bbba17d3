"""Tests for tags of reviews."""

import pytest

from custom_components.vxg.helpers.review_tags import is_review_tag


@pytest.mark.parametrize(
    "tag",
    [
        "process",
        "Process",
        "status_processed",
        "STATUS_in_progress",
        "result",
        "result_true",
        "user_id",
        "User_name",
        "user_a@example.com",
        "ip_address",
        "start_time",
        "end_time",
        "description",
    ],
)
def test_a_review_tag_is_recognized(tag: str) -> None:
    assert is_review_tag(tag)


@pytest.mark.parametrize(
    "tag", ["Person", "processing_time", "status", "user", "descriptions", "car_color"]
)
def test_a_detection_tag_is_no_review_tag(tag: str) -> None:
    assert not is_review_tag(tag)
