"""One answer of an OpenAI-compatible endpoint, and what its errors mean."""

from __future__ import annotations

import json
from typing import Any, cast

import openai
from openai.pagination import SyncPage
from openai.types.chat import ChatCompletion

from cairn_analyses.judge import Judging
from cairn_analyses.taxonomy import FORMAT, INSTRUCTIONS, Bad, BadAnswerError
from cairn_analyses.written import Written
from cairn_cli.client import is_loopback
from cairn_cli.errors import CairnError, UnreachableError

# By the package itself, of connection errors, rate limits and a server's own errors; it waits 0.5 s
# before the first repeat, then twice as long each time, or as long as the server says.
REPEATS = 5
CONNECT_SECONDS = 10
TRIAL = Written("What is 1 + 1?", "2")
LIST_SECONDS = 30
SHOWN_MODELS = 20
# Any key: servers on one's own machine want none, the package wants one.
NO_KEY = "none"
# Of one question: too long for the model, or not to the taste of the endpoint's filter.
OF_THE_QUESTION = (400, 413, 422)


class Endpoint:
    """Asks one model; may be used by several threads."""

    def __init__(self, judging: Judging) -> None:
        self.judging = judging
        self._client = openai.OpenAI(
            base_url=judging.url,
            api_key=judging.key or NO_KEY,
            timeout=openai.Timeout(judging.timeout, connect=min(CONNECT_SECONDS, judging.timeout)),
            max_retries=REPEATS,
            # A proxy does not lead back to this machine.
            http_client=openai.DefaultHttpxClient(trust_env=not is_loopback(judging.url)),
        )

    def check(self) -> None:
        """Tries what all questions need: address, key, model and response_format.

        Raises:
            CairnError: if one of them is wrong.
        """
        try:
            self._check_model()
            if not self._completion(TRIAL, 0, 0).choices:
                raise ValueError("no choices")
        except openai.APIStatusError as e:
            if e.status_code in OF_THE_QUESTION:
                raise CairnError(
                    f"{self.judging.url} refuses the request for a verdict, which has a"
                    f" response_format of type json_schema: {_words(e)}"
                ) from e
            raise self._meaning(e) from e
        except (openai.OpenAIError, ValueError) as e:
            raise self._meaning(e) from e

    def answer(self, written: Written, temperature: float, seed: int) -> str:
        """What the model writes about a question.

        Raises:
            BadAnswerError: if it is not a whole answer, or refused.
            CairnError: if the endpoint fails in a way that has nothing to do with the question.
        """
        try:
            completion = self._completion(written, temperature, seed)
        except openai.APIStatusError as e:
            if e.status_code in OF_THE_QUESTION:
                raise BadAnswerError(Bad.REFUSED) from e
            raise self._meaning(e) from e
        except (openai.OpenAIError, ValueError) as e:
            raise self._meaning(e) from e
        if not completion.choices or completion.choices[0].message is None:
            raise BadAnswerError(Bad.NOT_JSON)
        choice = completion.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise BadAnswerError(Bad.REFUSED)
        if choice.finish_reason == "length":
            raise BadAnswerError(Bad.CUT_OFF)
        content = choice.message.content
        return content if isinstance(content, str) else ""

    def _completion(self, written: Written, temperature: float, seed: int) -> ChatCompletion:
        material = {"problem": written.question, "answer": written.answer}
        completion = self._client.chat.completions.create(
            model=self.judging.model,
            messages=[
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": json.dumps(material, ensure_ascii=False)},
            ],
            response_format=cast(Any, FORMAT),
            temperature=temperature,
            seed=seed,
            max_completion_tokens=self.judging.tokens,
        )
        # The package does not check what comes: a web page arrives as its text.
        if not isinstance(completion, ChatCompletion):
            raise ValueError("no completion")
        return completion

    def _check_model(self) -> None:
        """Without repeats, so that a wrong address is told at once."""
        seconds = min(LIST_SECONDS, self.judging.timeout)
        try:
            page = self._client.with_options(max_retries=0, timeout=seconds).models.list()
        except (openai.NotFoundError, openai.PermissionDeniedError):
            return  # some endpoints have no list, some keys may not read it
        except openai.APITimeoutError as e:
            raise UnreachableError(f"no answer from {self.judging.url} in {seconds:g} s") from e
        except AttributeError as e:  # from inside the package, of other JSON
            raise ValueError("no list of models") from e
        if not isinstance(page, SyncPage) or not isinstance(page.data, list):
            raise ValueError("no list of models")
        offered = sorted(model.id for model in page.data)
        if self.judging.model not in offered:
            raise self._unknown(offered)

    def _unknown(self, offered: list[str]) -> CairnError:
        more = len(offered) - SHOWN_MODELS
        shown = ", ".join(offered[:SHOWN_MODELS]) + (f" and {more} more" if more > 0 else "")
        return CairnError(
            f"{self.judging.url} has no model {self.judging.model}; it offers {shown or 'none'}"
        )

    def _meaning(self, e: Exception) -> CairnError:
        url = self.judging.url
        match e:
            case openai.APITimeoutError():
                return UnreachableError(
                    f"no answer from {url} in {self.judging.timeout:g} s; raise --judge-timeout or"
                    " lower --judge-parallel"
                )
            case openai.APIConnectionError():
                cause = e.__cause__ or e
                return UnreachableError(f"{url} can't be reached ({cause}): is the judge running?")
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                key = "the key in OPENAI_API_KEY" if self.judging.key else "requests without a key"
                hint = "" if self.judging.key else "; put one into OPENAI_API_KEY"
                return CairnError(f"{url} refuses {key}: {_words(e)}{hint}")
            case openai.NotFoundError():
                return CairnError(
                    f"{url} has no model {self.judging.model}, or is not the address of an"
                    f" OpenAI-compatible API, which usually ends with /v1: {_words(e)}"
                )
            case openai.RateLimitError():
                return UnreachableError(
                    f"{url} wants fewer requests: {_words(e)}; wait, or lower --judge-parallel"
                )
            case openai.APIStatusError():
                return UnreachableError(f"{url} fails with HTTP {e.status_code}: {_words(e)}")
            case _:
                return UnreachableError(
                    f"{url} does not answer as an OpenAI-compatible API does; its address usually"
                    " ends with /v1"
                )


def _words(e: openai.APIStatusError) -> str:
    """The endpoint's own message."""
    body = e.body
    message = body.get("message") if isinstance(body, dict) else body
    return " ".join(str(message or e.message).split())[:300]
