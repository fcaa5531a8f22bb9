"""One address per article."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.urls import absolute, canonical

WECHAT = "https://mp.weixin.qq.com/s?__biz=MzA5==&mid=266&idx=4"


def test_a_wechat_article_shared_by_two_people_is_one_address():
    one = canonical(WECHAT + "&sn=ab&chksm=8b59&scene=58&subscene=0#rd")
    two = canonical("http://mp.weixin.qq.com/s?mid=266&__biz=MzA5==&idx=4&scene=21#wechat_redirect")
    assert one == two == WECHAT


def test_the_second_article_of_a_wechat_message_is_another_one():
    assert canonical(WECHAT) != canonical(WECHAT.replace("idx=4", "idx=2"))


def test_a_short_wechat_address_keeps_its_path():
    assert canonical("https://mp.weixin.qq.com/s/Ab_c-9?scene=1") == "https://mp.weixin.qq.com/s/Ab_c-9"


def test_tracking_parameters_are_dropped_and_real_ones_kept():
    assert canonical("https://a.cn/n?utm_source=x&id=7&from=timeline&spm=1") == "https://a.cn/n?id=7"


def test_scheme_default_port_case_order_and_final_slash_do_not_matter():
    assert canonical("http://News.A.cn:80/p/?b=2&a=1#top") == canonical("https://news.a.cn/p?a=1&b=2")


def test_a_local_server_keeps_its_scheme_and_port():
    assert canonical("http://127.0.0.1:8080/a/") == "http://127.0.0.1:8080/a"


def test_a_route_of_a_script_driven_site_is_kept():
    assert canonical("https://a.cn/#/news/7").endswith("#/news/7")


def test_links_are_resolved_against_the_page():
    assert absolute("https://a.cn/x/y.html", "../z_2.html") == "https://a.cn/z_2.html"


def test_scripts_and_anchors_are_no_links():
    assert [absolute("https://a.cn", link) for link in ("javascript:;", "#c", "mailto:a@b", "http://[bad")] == [
        None
    ] * 4


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60).map("https://a.cn/".__add__))
def test_the_canonical_form_is_its_own_canonical_form(url):
    assert canonical(canonical(url)) == canonical(url)


def test_control_characters_are_no_part_of_an_address():
    assert canonical("https://n.example/a\0b\r\n?x=\ud8001") == canonical("https://n.example/ab?x=1")
