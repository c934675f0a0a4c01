"""Text with formatting, as Telegram's server reads it: parse modes, entities, detection.

`formatted_text` is the way in; the modules behind it each own one step.
"""

from bot.simulator.formatting.entities import Entity, FormattedText, utf16_length
from bot.simulator.formatting.text import FormatError, detect, formatted_text

__all__ = ["Entity", "FormatError", "FormattedText", "detect", "formatted_text", "utf16_length"]
