"""Whether a short Chinese name is a word of its own or glued into a longer one: 中方 in 其中方法, 北约 in 东北约定.

No segmenter: tokens of one miss real mentions elsewhere (design, "Matching at speed"). What is listed are the
words that can swallow a name's first or last character.
"""

from __future__ import annotations

_HEADS = {
    "中": "其 之 当 集 心 空 水 手 眼 高 初 途 期 适 居 从 地 暗 年 月 日 掌 命 看 击 折 郑 参 华 影 海 术 城",
    "美": "完 优 精 健 赞 审 华 甜 唯 绝 俊 柔 肥 媲 和 欧 南 北 拉 俏 秀 谐 爱 臻 尽 最",
    "法": "司 立 执 宪 刑 民 守 违 合 非 普 方 算 办 看 想 说 用 书 语 依 枉 公 国 行 修 手 做 玩 打 魔 无 商 税 劳 变",
    "德": "道 品 公 美 功 缺 失 恩 职 医 师 立 大 郎 厚 仁",
    "日": "节 今 昨 明 次 生 假 当 往 近 每 平 工 周 星 即 整 终 抗 烈 向 落 旭 白 翌 同 首 末 早",
    "英": "精 群 蒲 落 红 石",
    "俄": "沙",
    "北": "东 华 西 河 湖 台 南 败 江 向 淮 城 以 往 朝 正",
    "东": "股 房 广 山 关 华 中 远 京 做 浦 港 辽 城 以 冀 鲁 豫 粤 胶",
    "非": "是 除 若 莫 并 绝 无 而 岂",
    "韩": "",
    # a province's or a city's own academy or commission
    "社": "海 京 津 庆 市 省 区 东 西 南 北 江 苏 川 州 林 徽 建 疆 藏 古 夏 肃 宁",
    "发": "海 京 津 庆 市 省 区 县 州 东 西 南 北 江 苏 川 林 徽 建 疆 藏 古 夏 肃 宁 圳",
}
_TAILS = {
    "方": "法 案 面 式 向 针 便 程 位 才 略 块 圆 言 舟 差 框 阵 兴 米 正 子",
    "约": "翰 旦",
    "盟": "约 友 誓 主 军",
    "大": "西 荒 门 街 道 仓",
    "院": "校 士 系",
}
_FRONT = {first: frozenset(heads.split()) for first, heads in _HEADS.items()}
_BACK = {last: frozenset(tails.split()) for last, tails in _TAILS.items()}
_NONE: frozenset[str] = frozenset()
# an institution's name followed by one of these names another institution
_EXTENDED = ("大学", "出版社", "附属", "杂志社", "校友")


def glued(text: str, start: int, end: int) -> bool:
    """Whether the characters around `[start, end)` of folded text make its first or last one part of another word."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return before in _FRONT.get(text[start], _NONE) or after in _BACK.get(text[end - 1], _NONE)


def extended(text: str, end: int) -> bool:
    """Whether an institution's name goes on into another's, 中国社会科学院 in 中国社会科学院大学, or a member's."""
    if text.startswith("代表", end) and text.endswith("人大", 0, end):  # a deputy is not the congress
        return True
    return text.startswith(_EXTENDED, end) or (text.endswith("university", 0, end) and text.startswith(" press", end))
