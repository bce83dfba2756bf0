"""What the model's tokenizer puts around a prompt, and which texts it reads as control tokens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cairn_workers.errors import WorkerError
from cairn_workers.lengths import tokenizer_of

SAMPLE = "cairnframesample"
ANSWER = "cairnframeanswer"
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
    return PromptFrame("", "", _controls(tokenizer_of(model)))


def chat_frame(model: str, system_prompt: str | None, enable_thinking: bool | None) -> PromptFrame:
    """The frame of a prompt that is the user's message in the model's chat template.

    A BOS token that the tokenizer adds by itself is left out of the frame.

    Args:
        model: a Hugging Face model directory.
        system_prompt: the system message; without one the template decides.
        enable_thinking: what the template is told; with None it decides.

    Raises:
        WorkerError: the model has no chat template, it refuses or ignores what it is given, it
            does more than put texts around a message, or its end of a turn does not end the
            model's completion.
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
    if system_prompt is not None and system_prompt.strip() not in before:
        raise WorkerError(
            "user", f"the chat template of '{model}' ignores a system prompt; leave it out"
        )
    if enable_thinking is not None and text == _rendered(
        tokenizer, model, system_prompt, {"enable_thinking": not enable_thinking}
    ):
        raise WorkerError(
            "user",
            f"the chat template of '{model}' ignores enable_thinking; set prompts.thinking to"
            " DEFAULT",
        )
    _check_end_of_turn(tokenizer, model)
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    for start in _starts(tokenizer, before):
        if tokenizer(start + SAMPLE + after, add_special_tokens=True)["input_ids"] == ids:
            return PromptFrame(start, after, _controls(tokenizer))
    raise WorkerError(
        "user",
        f"the tokenizer of '{model}' adds special tokens that its chat template does not have;"
        " set prompts.chatTemplate to false",
    )


def _rendered(
    tokenizer: Any, model: str, system_prompt: str | None, given: Mapping[str, bool]
) -> str:
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
    except Exception as e:  # a template can raise whatever its expressions raise
        raise WorkerError(
            "user",
            f"the chat template of '{model}' refuses the messages: {e}; leave out"
            " prompts.systemPrompt if there is one, or set prompts.chatTemplate to false",
        ) from e
    return text


def _starts(tokenizer: Any, before: str) -> list[str]:
    """The text before a message as it is, and without the BOS token that the tokenizer adds."""
    bos = tokenizer.bos_token
    return [before, before.removeprefix(bos)] if bos and before.startswith(bos) else [before]


def _check_end_of_turn(tokenizer: Any, model: str) -> None:
    """Refuses a template whose end of a turn would not end a completion, as base models have it."""
    turns = [{"role": "user", "content": SAMPLE}, {"role": "assistant", "content": ANSWER}]
    try:
        text: str = tokenizer.apply_chat_template(
            turns, tokenize=False, strftime_now=TEMPLATE_DATE.strftime
        )
    except Exception:  # it may refuse an assistant's turn at the end; then nothing is known
        return
    end = tokenizer(text.rpartition(ANSWER)[2], add_special_tokens=False)["input_ids"]
    if not end or str(tokenizer.decode(end[:1])) not in _control_texts(tokenizer):
        return
    known = {tokenizer.eos_token_id}
    for file in ("generation_config.json", "config.json"):
        path = Path(model) / file
        found = json.loads(path.read_text()).get("eos_token_id") if path.is_file() else None
        known |= set(found) if isinstance(found, list) else {found}
    if end[0] not in known:
        raise WorkerError(
            "user",
            f"the chat template of '{model}' ends a turn with {tokenizer.decode(end[:1])!r}, but"
            " the model's eos_token_id does not name it, so completions would not end there: use"
            " an instruction model, or set prompts.chatTemplate to false",
        )


def _controls(tokenizer: Any) -> list[str]:
    """Texts that the tokenizer reads as one control token, the longest first.

    A text of one character cannot be written in another way and is left out.
    """
    found = (text for text in _control_texts(tokenizer) if len(text) > 1)
    return sorted(found, key=lambda text: (-len(text), text))


def _control_texts(tokenizer: Any) -> set[str]:
    """The added tokens; those of white space are ordinary text."""
    added = {str(token.content) for token in tokenizer.added_tokens_decoder.values()}
    return {text for text in added | set(tokenizer.all_special_tokens) if text.strip()}
