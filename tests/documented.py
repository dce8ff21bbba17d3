"""What the official documentation prints, to the letter (sections 4 and 5).

Client and simulator are both held against it.
"""

TYPES = """{"meta": {"limit": 20, "next": null, "offset": 0, "previous": null,
"total_count": 3}, "objects": [
{"caps": {"can_be_triggered": false, "can_record": true, "can_snapshot": true,
"is_periodic": false}, "generate_images": false, "name": "motion", "notify": true,
"receive": true, "record": true, "snapshot": true},
{"caps": {"can_be_triggered": false, "can_record": false, "can_snapshot": false,
"is_periodic": false}, "generate_images": false, "name": "net", "notify": true,
"receive": true},
{"caps": {"can_be_triggered": false, "can_record": false, "can_snapshot": true,
"is_periodic": true}, "generate_images": false, "name": "snapshot", "notify": true,
"period": 0, "receive": false, "snapshot": true}]}"""

ADDED = """{"caps": {"can_be_triggered": false, "can_record": false,
"can_snapshot": false, "is_periodic": false}, "custom": true, "generate_images": false,
"name": "custom_event", "notify": true, "receive": false}"""

CREATED = """{"camid": 310245, "id": 5, "meta": {"tag": "value"},
"name": "custom_event", "time": "2021-09-23T16:30:00"}"""
