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
    (
        "Singers sue app that cloned their voices",
        "The lawsuit says the AI app copied voices without consent. The singers seek damages and a takedown. "
        "Lawyers say the terms of service allow no such use.",
    ),
    (
        "Chatbot maker changes its rules for teenagers",
        "The company said its AI chatbot will no longer flirt with minors. Parents had accused it of harm. "
        "Watchdogs want age verification.",
    ),
    (
        "插画作者起诉平台用其作品训练模型",
        "原告称平台未经许可使用作品训练人工智能，请求停止侵权并赔偿。法院将审查用户协议中的授权条款。",
    ),
]
UNWANTED = [
    ("新款手机搭载人工智能助手", "手机升级了拍照和续航。助手可以总结邮件。今晚八点开售，下单立减。"),
    ("人工智能编程训练营开课", "课程讲解神经网络和代码实现。报名即送教程。结业推荐工作岗位。"),
    ("黑客利用聊天机器人传播木马", "攻击者搭建钓鱼网站。样本会窃取浏览器密码。建议尽快安装补丁。"),
    ("AI camera app gets new filters", "The app now edits video on the device. The update is free for subscribers."),
    (
        "Explaining a loan model with feature importance",
        "In this tutorial we load a dataset and train a model in Python. SHAP shows which features matter. "
        "The code snippet plots an example.",
    ),
    (
        "Developer pledges billions for AI campus",
        "Investors will fund a data center and a power plant. Construction brings jobs. Shares rose after the launch.",
    ),
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


def test_a_short_official_notice_is_relevant() -> None:
    text = (
        "各地网信部门、各平台：为规范生成式人工智能服务，依据网络安全法和标识办法，现就落实情况开展专项检查。\n"
        "一、范围。月活跃用户一百万以上的平台。\n二、要求。平台应当核验人工智能生成内容的元数据。\n"
        "三、时间。四月自查，五月抽查。\n四、处罚。对违反法律法规的，由监管部门责令改正。\n特此通知。"
    )
    assert tagged(text, title="关于开展生成内容标识检查的通知").relevant >= 0.5


def test_an_event_that_quotes_a_regulator_is_still_an_event() -> None:
    text = (
        "峰会顺利召开，上千名嘉宾参会。主办方致辞时说，企业要落实监管要求，共建人工智能治理生态。"
        "公司展示了安全大模型的告警研判能力，并举行签约和新品发布仪式。分论坛上，多位专家分享攻防实践。"
        "现场还颁发了年度案例奖。"
    )
    assert tagged(text, title="安全峰会圆满落幕 共话大模型新机遇").relevant < 0.5


def test_a_roundup_is_judged_by_the_item_of_its_title_that_is_about_rules() -> None:
    text = "初创公司完成融资。\n浏览器修复漏洞。\n多国将签署人工智能公约，公约要求各国政府保护人权。"
    alone, listed = "初创公司完成融资", "初创公司完成融资；多国将签署人工智能公约"
    assert tagged(text, title=listed).relevant > tagged(text, title=alone).relevant
