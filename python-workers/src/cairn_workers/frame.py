"""What the model's tokenizer puts around a prompt, and which texts it reads as control tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cairn_workers.errors import WorkerError
from cairn_workers.lengths import tokenizer_of

SAMPLE = "cairnframesample"
# Some templates write today's date into the prompt. A run must not depend on its day, so each of
# them gets the date that Llama 3.2's own template falls back to.
TEMPLATE_DATE = datetime(2024, 7, 26, tzinfo=UTC)


@dataclass(frozen=True)
class PromptFrame:
    """The texts before and after a prompt, and texts that stand for a control token."""

    before: str
    after: str
    controls: list[str]


def plain_frame(model: str) -> PromptFrame:
    """The frame of a prompt that is sent as it is."""
    return PromptFrame("", "", _controls(tokenizer_of(model), ""))


def chat_frame(model: str, system_prompt: str | None, enable_thinking: bool | None) -> PromptFrame:
    """The frame of a prompt that is the user's message in the model's chat template.

    A BOS token that the tokenizer adds by itself is left out of the frame.

    Args:
        model: a Hugging Face model directory.
        system_prompt: the system message; without one the template decides.
        enable_thinking: what the template is told; with None it decides.

    Raises:
        WorkerError: the model has no chat template, it refuses these messages, or it does more
            than put texts around a message.
    """
    tokenizer = tokenizer_of(model)
    if not tokenizer.chat_template:
        raise WorkerError(
            "user", f"'{model}' has no chat template; set prompts.chatTemplate to false"
        )
    given = {} if enable_thinking is None else {"enable_thinking": enable_thinking}
    text = _rendered(tokenizer, model, system_prompt, given)
    if text.count(SAMPLE) != 1:
        raise WorkerError(
            "user",
            f"the chat template of '{model}' shows a user's message {text.count(SAMPLE)} times,"
            " not once; set prompts.chatTemplate to false",
        )
    before, after = text.split(SAMPLE)
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    for start in _starts(tokenizer, before):
        if tokenizer(start + SAMPLE + after, add_special_tokens=True)["input_ids"] == ids:
            return PromptFrame(start, after, _controls(tokenizer, before + after))
    raise WorkerError(
        "user",
        f"the tokenizer of '{model}' adds special tokens that its chat template does not have;"
        " set prompts.chatTemplate to false",
    )


def _rendered(
    tokenizer: Any, model: str, system_prompt: str | None, given: Mapping[str, bool]
) -> str:
    from jinja2.exceptions import TemplateError

    messages = [{"role": "user", "content": SAMPLE}]
    if system_prompt is not None:
        messages.insert(0, {"role": "system", "content": system_prompt})
    try:
        text: str = tokenizer.apply_chat_template(
            messages,
            tokenize=False,
            add_generation_prompt=True,
            strftime_now=TEMPLATE_DATE.strftime,
            **given,
        )
    except (TemplateError, ValueError) as e:
        raise WorkerError(
            "user", f"the chat template of '{model}' refuses the messages: {e}"
        ) from e
    return text


def _starts(tokenizer: Any, before: str) -> list[str]:
    """The text before a message as it is, and without the BOS token that the tokenizer adds."""
    bos = tokenizer.bos_token
    return [before, before.removeprefix(bos)] if bos and before.startswith(bos) else [before]


def _controls(tokenizer: Any, frame: str) -> list[str]:
    """Texts that the tokenizer reads as one control token, the longest first.

    Special tokens, and other added tokens that the frame uses. A text of one character cannot be
    written in another way and is left out.
    """
    added = tokenizer.added_tokens_decoder.values()
    found = {
        str(token.content) for token in added if token.special or token.content in frame
    } | set(tokenizer.all_special_tokens)
    return sorted((text for text in found if len(text) > 1), key=lambda text: (-len(text), text))
