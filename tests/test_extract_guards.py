"""Pages that are no articles become errors that say which sort they are."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.extract import extract
from domain.errors import ExtractError
from domain.records import RawPage

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
WECHAT = (
    '<html><head><script src="https://res.wx.qq.com/a.js"></script></head><body><div class="weui-msg '
    'rich_media_area_primary">'
    '<h2 class="weui-msg__title">{}</h2></div><script>var t="此内容因违规无法查看";var '
    'u="mp.weixin.qq.com"</script></body></html>'
)
PLAIN = "<html><head><title>{0}</title></head><body><div>{0}</div></body></html>"
CASES = [
    (WECHAT, "该内容已被发布者删除", "removed", "deleted"),
    (WECHAT, "The content has been deleted by the author.", "removed", "deleted"),
    (WECHAT, "此内容因违规无法查看", "removed", "violation"),
    (WECHAT, "Unable to view this content because it violates regulations", "removed", "violation"),
    (WECHAT, "此内容被投诉且经审核涉嫌侵权，无法查看。", "removed", "violation"),
    (WECHAT, "该公众号已迁移至新的账号", "removed", "migrated"),
    (WECHAT, "此帐号已自主注销，内容无法查看", "removed", "closed"),
    (WECHAT, "此账号已被屏蔽, 内容无法查看", "removed", "closed"),
    (WECHAT, "This official account has been deactivated", "removed", "closed"),
    (WECHAT, "该内容暂时无法查看", "removed", "unavailable"),
    (WECHAT, "当前环境异常，完成验证后即可继续访问。 去验证", "challenge", "captcha"),
    (WECHAT, "The environment is abnormal. Complete verification to continue", "challenge", "captcha"),
    (WECHAT, "参数错误", "removed", "not_found"),
    (WECHAT, "此内容发送失败无法查看 此内容因涉嫌违反相关法律法规和政策发送失败", "removed", "violation"),
    (WECHAT, "接相关投诉，此内容违反管理规定，现已被屏蔽", "removed", "violation"),
    (WECHAT, "此内容被多人投诉，相关的内容无法进行查看。", "removed", "violation"),
    (WECHAT, "Content has been reported by multiple people and cannot be viewed", "removed", "violation"),
    (WECHAT, "Account Migrated. This official account has moved to a new account", "removed", "migrated"),
    (WECHAT, "此帐号处于帐号迁移流程中", "removed", "migrated"),
    (WECHAT, "该公众号已被永久封禁", "removed", "closed"),
    (WECHAT, "This account has been closed by its owner", "removed", "closed"),
    (WECHAT, "This content can't be viewed", "removed", "unavailable"),
    (WECHAT, "该内容尚未发布", "removed", "unavailable"),
    (WECHAT, "操作频繁，请稍后再试", "removed", "unavailable"),
    (WECHAT, "Warning: environment exception. Verify before continuing", "challenge", "captcha"),
    (WECHAT, "该链接已过期 请在微信客户端重新获取", "removed", "not_found"),
    (WECHAT, "请在微信客户端打开链接", "stub", "app_only"),
    (WECHAT, "", "stub", "shell"),
    (PLAIN, "404 - 页面不存在", "removed", "not_found"),
    (PLAIN, "Page not found", "removed", "not_found"),
    (PLAIN, "Just a moment... Checking your browser before accessing", "challenge", "bot"),
    (PLAIN, "请完成安全验证：向右滑动", "challenge", "captcha"),
    (PLAIN, "Subscribe to continue reading this article", "paywall", "paywall"),
    (PLAIN, "登录后阅读全文", "paywall", "paywall"),
    (PLAIN, "一句话。", "stub", "stub"),
]


def error_of(markup: str) -> ExtractError:
    with pytest.raises(ExtractError) as caught:
        extract(RawPage(url="https://a.example/1", body=markup.encode(), fetched_at=NOW, content_type="text/html"))
    return caught.value


@pytest.mark.parametrize(("markup", "words", "kind", "detail"), CASES)
def test_an_error_page_is_named_for_what_it_is(markup, words, kind, detail):
    error = error_of(markup.format(words))
    assert (error.kind.value, error.detail) == (kind, detail)


def test_an_article_about_captchas_is_an_article():
    body = "<p>研究者比较了五种验证码，认为安全验证不应当妨碍残障人士使用公共服务，页面不存在时也应当说明原因。</p>" * 4
    markup = (
        f"<html><head><title>验证码与无障碍</title></head><body><h1>验证码与无障碍</h1><div>{body}</div></body></html>"
    )
    page = RawPage(url="https://a.example/2", body=markup.encode(), fetched_at=NOW, content_type="text/html")
    assert "五种验证码" in extract(page).text


def test_an_empty_body_is_a_stub():
    assert error_of("   ").detail == "stub"


def test_a_file_that_calls_itself_pdf_and_is_none_is_refused():
    page = RawPage(url="a.pdf", body=b"%PDF-1.4 nonsense", fetched_at=NOW, content_type="application/pdf")
    with pytest.raises(ExtractError, match="PDF"):
        extract(page)


PARAGRAPHS = ("各部门应当公布所用系统的清单，并且说明由谁负责。" * 5, "清单每半年更新一次，公众可以提出意见。" * 6)


@pytest.mark.parametrize("tag", ["div", "span", "x-card"])
def test_a_page_nested_beyond_reason_is_read_to_its_end(tag):
    first, second = PARAGRAPHS
    nested = f"<{tag}>" * 5000 + f"<p>{second}</p>" + f"</{tag}>" * 5000
    body = f"<h1>系统清单的公布</h1><p>{first}</p>{nested}<p>{first[::-1]}</p>"
    markup = f"<html><head><title>系统清单的公布</title></head><body>{body}</body></html>"
    page = RawPage(url="https://a.example/3", body=markup.encode(), fetched_at=NOW, content_type="text/html")
    text = extract(page).text
    assert [words in text for words in (first, second, first[::-1])] == [True] * 3


def test_a_book_is_no_article():
    page = RawPage(url="a.json", body=json.dumps({"text": "一段话。" * 250_001}).encode(), fetched_at=NOW)
    with pytest.raises(ExtractError, match="1,000,004 characters"):
        extract(page)
