"""Relevance: would a reader who follows AI governance want the text? Decided on the whole text."""

from __future__ import annotations

import pytest

from tests.tagging import tagged

WANTED = [
    (
        "监管机构公布人工智能规则草案",
        "草案要求高风险系统接受评估。主管部门将对违规企业处以罚款。草案公开征求意见至年底。",
    ),
    (
        "各国代表讨论人工智能国际治理",
        "代表们主张在联合国框架下制定规则。发展中国家要求弥合数字鸿沟。会议通过了联合声明。",
    ),
    (
        "Parliament adopts AI liability law",
        "Lawmakers adopted liability rules for AI. Companies must disclose evidence in court.",
    ),
    (
        "Treaty on AI opens for signature",
        "Governments may now sign the convention on AI and human rights. Civil society wants enforcement.",
    ),
]
UNWANTED = [
    ("新款手机搭载人工智能助手", "手机升级了拍照和续航。助手可以总结邮件。今晚八点开售，下单立减。"),
    ("人工智能编程训练营开课", "课程讲解神经网络和代码实现。报名即送教程。结业推荐工作岗位。"),
    ("黑客利用聊天机器人传播木马", "攻击者搭建钓鱼网站。样本会窃取浏览器密码。建议尽快安装补丁。"),
    ("AI camera app gets new filters", "The app now edits video on the device. The update is free for subscribers."),
    ("Malware hides in fake AI installers", "Attackers spread an infostealer. The payload steals credentials. Patch."),
]


@pytest.mark.parametrize(("title", "text"), WANTED)
def test_a_text_about_how_ai_is_governed_is_relevant(title: str, text: str) -> None:
    assert tagged(text, title=title).relevant >= 0.5


@pytest.mark.parametrize(("title", "text"), UNWANTED)
def test_a_text_that_only_uses_or_attacks_ai_is_not_relevant(title: str, text: str) -> None:
    assert tagged(text, title=title).relevant < 0.5


def test_relevance_is_a_probability() -> None:
    assert 0.0 <= tagged("人工智能。").relevant <= 1.0
