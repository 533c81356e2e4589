"""Bought as a present: what speaks for it, whom and which occasion the customer named, and what is not in the facts passed on."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.benefits import benefits_of
from guarded_reply.drafting.playbook.choosing import recipient
from guarded_reply.drafting.playbook.fits import carried, shown
from guarded_reply.reading.text import simplify
from guarded_reply.situation import Question

_WRAPS = re.compile(r"包成?礼物|礼物包装|包装一下|包一下|礼盒|盒子|包装盒|礼品包装|贺卡|手提袋|礼袋|卡片")


def present(desk: Desk, question: Question) -> Answer:
    """Whether it will do as a present, hedged: wrapping as the facts say, the good points, one question back at most."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    if product is None:
        return Answer(f"您想送给谁、在什么场合用呢?告诉我,我帮您参谋{desk.voice.end}")
    words = simplify(desk.request.last_customer_text)
    end = desk.voice.end
    asked = list(dict.fromkeys(re.sub(r"包成?礼物|礼物包装|包装一下|包一下", "礼品包装", thing) for thing in _WRAPS.findall(words)))
    if re.search(r"写(?:个|句|张|上)?[^,。\s]{0,4}(?:快乐|祝福|寄语|几个字)", words) and "贺卡" not in asked:
        asked.append("手写卡片")
    wrapped = carried(product, "包装|礼盒|礼袋|手提袋") or ("礼盒" if "礼盒" in product.title else "")
    boxed = re.search(r"礼盒|盒", wrapped) is not None
    missing = [thing for thing in asked if thing not in wrapped and thing not in product.title and not (boxed and thing in ("礼盒", "盒子", "包装盒", "礼品包装"))]
    box = (f"是{shown(wrapped)}的" if wrapped != "礼盒" else "是礼盒装的") if boxed else f"包装是{shown(wrapped)}" if wrapped else ""
    gap = f"{'、'.join(missing)}有没有我跟仓库核实好告诉您" if missing else ""
    note = ",想写的内容也可以先发我" if any("卡" in thing for thing in missing) else ""
    suits = re.search(r"合适|体面|拿得出手|撑场面|好看|送(?:长辈|人|礼|老人|朋友|领导|女|男|爸|妈|老师|客户|同事|闺蜜|孩子|给)|怎么样|行吗|可以吗", words)
    if not suits and asked:
        said = "有的," + box if boxed and re.search(r"盒|包装", "".join(asked)) else ""
        return Answer(";".join(part for part in (said, f"{gap}{note}") if part) + end)
    whom = recipient(words)
    good = [text for text in benefits_of(product) if not (box and "礼盒" in text)][:2]
    who = f"给{whom}当礼物" if whom else "送人"
    points = ",".join(part for part in (box, *good) if part)
    back = f"。{gap}{note}" if gap else "" if whom else "。是送长辈还是朋友呢?我帮您参谋"
    return Answer(f"{who}挺合适的,{points}{';喜好各人不同,仅供您参考' if whom else ''}{back}{end}")
