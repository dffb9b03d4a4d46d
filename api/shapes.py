"""Base classes of what comes in and goes out."""

from typing import Any, Final

from rest_framework import serializers

LARGEST: Final = 2**63 - 1
"""The largest number that a table holds."""


class Shape(serializers.Serializer[Any]):
    """An input that knows all its fields: an unknown one is an error (code ``unknown_field``), never ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = {name: ["unknown field"] for name in data if name not in self.fields}
            if unknown:
                raise serializers.ValidationError(
                    {str(name)[:100]: text for name, text in unknown.items()}, code="unknown_field"
                )
        return super().to_internal_value(data)


class StrictCharField(serializers.CharField):
    """Text that must be a JSON string (a number is not taken for one), without lone surrogates."""

    default_error_messages = {"malformed_text": "This is not valid text."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            data.encode()
        except UnicodeEncodeError:
            self.fail("malformed_text")
        return super().to_internal_value(data)


class StrictIntegerField(serializers.IntegerField):
    """A JSON whole number that a column can hold; neither a string, a boolean nor a fraction is taken for one."""

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int or abs(data) > LARGEST:
            self.fail("invalid")
        return super().to_internal_value(data)
