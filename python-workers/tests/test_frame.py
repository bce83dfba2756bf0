"""Prompts in a model's chat template: the texts around a message, against the template itself."""

from pathlib import Path
from typing import Any

import pytest
from tokenizers import AddedToken, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split
from tokenizers.processors import TemplateProcessing
from transformers import PreTrainedTokenizerFast

from cairn_workers.errors import WorkerError
from cairn_workers.frame import PromptFrame, chat_frame, plain_frame
from cairn_workers.lengths import tokenizer_of
from cairn_workers.service import Service

CHATML = (
    "{% for m in messages %}"
    "<|im_start|>{{ m.role }}\n{{ m.content | trim }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    "{% if enable_thinking is defined and enable_thinking is false %}<think></think>{% endif %}"
)
SPECIAL = ["<unk>", "<bos>", "<|im_start|>", "<|im_end|>"]
LETTERS = [chr(code) for code in range(32, 127)] + ["\n"]


def saved(path: Path, template: str | None, adds: str = "$A", eos: str = "<|im_end|>") -> str:
    """A model directory with a tokenizer of single characters, and what it adds to a text."""
    words = [*SPECIAL, "<think>", "</think>", "<tool>", "\n\n", *LETTERS]
    raw = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    raw.pre_tokenizer = Split("", "isolated")
    raw.add_special_tokens(SPECIAL)
    raw.add_tokens(
        [AddedToken(text, special=False) for text in ("<think>", "</think>", "<tool>", "\n\n")]
    )
    raw.post_processor = TemplateProcessing(
        single=adds, special_tokens=[(text, words.index(text)) for text in SPECIAL]
    )
    tokenizer: Any = PreTrainedTokenizerFast(
        tokenizer_object=raw, unk_token="<unk>", bos_token="<bos>", eos_token=eos
    )
    tokenizer.chat_template = template
    tokenizer.save_pretrained(path)
    (path / "config.json").write_text('{"model_type": "llama"}')
    return str(path)


def sent(model: str, frame: PromptFrame, content: str) -> list[int]:
    """The ids of a framed prompt, tokenized as the engine does it."""
    ids: list[int] = tokenizer_of(model)(frame.before + content + frame.after)["input_ids"]
    return ids


def wanted(model: str, content: str, **given: Any) -> list[int]:
    """The ids that the template itself gives."""
    messages = [{"role": "user", "content": content}]
    tokenizer = tokenizer_of(model)
    text = tokenizer.apply_chat_template(
        messages, add_generation_prompt=True, tokenize=False, **given
    )
    ids: list[int] = tokenizer(text, add_special_tokens=False)["input_ids"]
    return ids


def test_a_frame_holds_what_the_template_puts_around_a_message(tmp_path: Path) -> None:
    model = saved(tmp_path, CHATML)
    frame = chat_frame(model, None, None)
    assert (frame.before, frame.after) == (
        "<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n",
    )  # fmt: skip
    assert sent(model, frame, "What is 1+1?") == wanted(model, "What is 1+1?")


def test_a_system_prompt_stands_before_the_message(tmp_path: Path) -> None:
    frame = chat_frame(saved(tmp_path, CHATML), "Be brief.", None)
    assert frame.before == "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n"


def test_the_template_is_told_whether_to_think(tmp_path: Path) -> None:
    model = saved(tmp_path, CHATML)
    assert chat_frame(model, None, False).after.endswith("<think></think>")
    assert not chat_frame(model, None, True).after.endswith("<think></think>")


def test_there_is_one_bos_token_whoever_adds_it(tmp_path: Path) -> None:
    both = saved(tmp_path / "both", "{{ bos_token }}" + CHATML, "<bos> $A")
    template = saved(tmp_path / "template", "{{ bos_token }}" + CHATML)
    for model in (both, template):
        ids = sent(model, chat_frame(model, None, None), "1")
        assert ids == wanted(model, "1")
        assert ids.count(SPECIAL.index("<bos>")) == 1


@pytest.mark.parametrize("adds", ["<bos> $A", "$A <|im_end|>"])
def test_a_tokenizer_that_adds_what_the_template_lacks_is_refused(
    tmp_path: Path, adds: str
) -> None:
    with pytest.raises(WorkerError, match="adds special tokens that its chat template does not"):
        chat_frame(saved(tmp_path, CHATML, adds), None, None)


def test_a_template_that_writes_the_date_gets_a_fixed_one(tmp_path: Path) -> None:
    model = saved(tmp_path, "Today is {{ strftime_now('%d %B %Y') }}.\n" + CHATML)
    assert chat_frame(model, None, None).before.startswith("Today is 26 July 2024.\n")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (None, "has no chat template; set prompts.chatTemplate to false"),
        ("{{ raise_exception('no system role') }}", "refuses the messages: no system role"),
        ("{{ messages[1].content }}", "refuses the messages: .*; leave out prompts.systemPrompt"),
        ("{{ messages[0] + 1 }}", "refuses the messages: .*set prompts.chatTemplate to false"),
        ("{{ messages[0].content }} {{ messages[0].content }}", "message 2 times, not once"),
        ("hello", "message 0 times, not once"),
    ],
)
def test_a_template_that_cannot_be_used_is_an_error_that_says_why(
    tmp_path: Path, template: str | None, message: str
) -> None:
    with pytest.raises(WorkerError, match=message) as refused:
        chat_frame(saved(tmp_path, template), None, None)
    assert refused.value.kind == "user"


def test_controls_are_all_added_tokens_but_white_space(tmp_path: Path) -> None:
    model = saved(tmp_path, CHATML)
    controls = [
        "<|im_start|>", "<|im_end|>", "</think>", "<think>", "<tool>", "<bos>", "<unk>",
    ]  # fmt: skip
    assert plain_frame(model) == PromptFrame("", "", controls)
    assert chat_frame(model, "two\n\nparagraphs", None).controls == controls


@pytest.mark.parametrize(
    ("system", "thinking", "message"),
    [
        ("Be brief.", None, "ignores a system prompt; leave it out"),
        (None, True, "ignores enable_thinking; set prompts.thinking to DEFAULT"),
    ],
)
def test_what_a_template_ignores_is_refused(
    tmp_path: Path, system: str | None, thinking: bool | None, message: str
) -> None:
    model = saved(tmp_path, "<|im_start|>user\n{{ messages[-1].content }}<|im_end|>\n")
    with pytest.raises(WorkerError, match=message):
        chat_frame(model, system, thinking)


def test_a_model_that_does_not_stop_at_the_end_of_a_turn_is_refused(tmp_path: Path) -> None:
    model = saved(tmp_path, CHATML, eos="<bos>")
    with pytest.raises(WorkerError, match=r"ends a turn with '<\|im_end\|>', but the model's eos"):
        chat_frame(model, None, None)
    (tmp_path / "generation_config.json").write_text('{"eos_token_id": [1, 3]}')
    assert chat_frame(model, None, None).before == "<|im_start|>user\n"


def test_the_service_answers_with_the_frame(tmp_path: Path) -> None:
    service = Service()
    fields = {"system_prompt": None, "enable_thinking": None, "model": saved(tmp_path, CHATML)}
    reply, _ = service.call("frame", {**fields, "chat_template": False}, {})
    assert (reply["before"], reply["after"]) == ("", "")
    reply, _ = service.call("frame", {**fields, "chat_template": True}, {})
    assert reply["before"] == "<|im_start|>user\n"
    service.close()
