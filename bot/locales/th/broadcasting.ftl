### What the bot says to members of staff about broadcasts, in Thai; and the way out for readers.

leave-line = ยกเลิกการรับข่าว
leave-line-group = ยกเลิกการรับข่าว: { $command }
staff-only = เฉพาะเจ้าหน้าที่เท่านั้นที่ทำรายการนี้ได้
command-broadcast = เขียนประกาศ
command-broadcasts = ประกาศทั้งหมด

## Kinds of messages

content-text = ข้อความตัวอักษร
content-album = อัลบั้ม
content-voice = ข้อความเสียง
content-poll = แบบสำรวจ
content-place = ตำแหน่งที่ตั้ง

## Writing: the card

compose-heading = ✍️ ประกาศใหม่
compose-heading-correct = ✏️ แก้ไขประกาศ
compose-goes-on = ท่านกำลังเขียนประกาศนี้ค้างไว้ โปรดทำต่อ หรือกดยกเลิกเพื่อเริ่มใหม่
compose-busy = ท่านกำลังเขียนประกาศอยู่ โปรดส่งหรือยกเลิกประกาศนั้นก่อน
compose-not-yours = ประกาศนี้เป็นของผู้ที่เริ่มเขียน โปรดเขียนของท่านเองด้วย /broadcast
compose-cancelled = ยกเลิกแล้ว ไม่มีการส่งใด ๆ
compose-edited = ปรับข้อความตามที่ท่านแก้ไขแล้ว
button-cancel = ✖ ยกเลิก

compose-message = โปรดส่งข้อความตามที่ต้องการให้ปรากฏ เป็นภาษา { $language }
compose-message-kinds = ใช้ข้อความพร้อมรูปแบบ รูปภาพ อัลบั้ม เอกสาร วิดีโอ แบบสำรวจ หรือตำแหน่งที่ตั้งได้ ในกลุ่มโปรดส่งโดยตอบกลับการ์ดนี้
compose-message-language = ข้อความเป็นภาษาใด ผู้อ่านภาษาอื่นที่ยังไม่มีฉบับของตนจะได้รับฉบับนี้
refused-unsupported = ส่งข้อความชนิดนี้ไม่ได้ โปรดส่งข้อความ รูปภาพ อัลบั้ม เอกสาร วิดีโอ แบบสำรวจ หรือตำแหน่งที่ตั้ง
refused-empty = ข้อความนี้ไม่มีตัวอักษร
refused-text-too-long = ข้อความมี { $found } อักขระ Telegram รับได้ { $most }
refused-caption-too-long = คำบรรยายมี { $found } อักขระ ใช้ได้ไม่เกิน { $most } โปรดย่อ หรือส่งเป็นข้อความแยก
refused-album-size = อัลบั้มมีได้ 2 ถึง 10 ไฟล์ อัลบั้มนี้มี { $found } โปรดส่งใหม่ไม่เกิน { $most } ไฟล์
refused-poll = Telegram ไม่รับแบบสำรวจนี้จากบอต ตัวเลือกมีได้ไม่เกิน { $most } ข้อ ข้อละ 100 อักขระ และคำถามไม่เกิน 300 อักขระ
refused-quiz = บอตไม่เห็นคำตอบที่ถูกของควิซนี้ โปรดสร้างในแชตนี้แทนการส่งต่อ
correction-unfit = แก้ข้อความที่ส่งแล้วเป็นแบบนี้ไม่ได้ ข้อความต้องเป็นข้อความ ไฟล์ต้องเป็นไฟล์ อัลบั้มต้องมีจำนวนไฟล์เท่าเดิม แบบสำรวจและตำแหน่งที่ตั้งแก้ไม่ได้ ภาษาที่ไม่ตรง: { $languages }

compose-links = ต้องการปุ่มลิงก์ใต้ข้อความหรือไม่ โปรดส่งปุ่มละหนึ่งบรรทัด: คำบนปุ่ม ขีด ที่อยู่
compose-links-example = สมัคร - https://example.org/apply
compose-links-now = ปุ่มที่มีอยู่:
compose-links-wrong = บรรทัดนี้ไม่ใช่ปุ่ม: “{ $line }” โปรดเขียนแบบนี้: สมัคร - https://example.org/apply
compose-links-count = โปรดส่ง 1 ถึง 12 บรรทัด
button-links-none = ไม่ใช้ปุ่ม ›
button-links-remove = นำปุ่มออก
button-links-keep = ใช้ปุ่มเดิม ›

compose-versions = สิ่งที่จะส่ง:
compose-versions-rest = แตะภาษาเพื่อเพิ่มหรือเปลี่ยนฉบับของภาษานั้น
compose-main = สำหรับคนอื่นทั้งหมด
compose-album-links = Telegram ไม่แสดงปุ่มใต้อัลบั้ม วิธียกเลิกการรับข่าวจะอยู่ใต้คำบรรยาย
button-replace = ส่งข้อความอื่นแทน
button-links = ปุ่มลิงก์
button-main = ใช้ฉบับนี้สำหรับคนอื่นทั้งหมด
button-remove = ลบฉบับนี้
button-to-audience = เลือกผู้รับ ›
button-to-review = ดูตัวอย่าง ›
button-to-confirm = ต่อไป ›

compose-audience = ต้องการส่งถึงใคร
compose-count = ผู้รับขณะนี้: { $count }
compose-audience-last = ต้องเลือกไว้อย่างน้อยหนึ่งอย่าง
audience-people = บุคคล
audience-groups = กลุ่ม

compose-review = ดูตัวอย่างตามที่ผู้อ่านจะเห็น และทดลองส่งได้ จากนั้นเลือกเวลาส่ง
button-preview = 👁 { $language }
button-test-me = ทดลองส่ง: ถึงฉัน
button-test-group = ทดลองส่ง: กลุ่มเจ้าหน้าที่
test-sent = ทดลองส่งแล้ว
test-refused = Telegram ปฏิเสธ: { $reason }
test-failed = ติดต่อ Telegram ไม่ได้ โปรดลองอีกครั้ง
button-now = ส่งทันที ›
button-later = กำหนดเวลาส่ง ›

compose-zone = ท่านอยู่ในเขตเวลาใด บอตจะจำไว้ โปรดแตะเลือก หรือพิมพ์ชื่อเขตเวลาหรือเมือง เช่น Europe/Paris
compose-zone-unknown = ไม่รู้จักเขตเวลานี้ โปรดพิมพ์ชื่อเขตเวลาหรือเมืองใหญ่ เช่น Asia/Tokyo
compose-time = ต้องการส่งเมื่อใด โปรดพิมพ์วันและเวลา
compose-time-examples = เช่น พรุ่งนี้ 9:00 · 24 พ.ย. 9:30 · 2026-11-24 09:30
compose-clock = ขณะนี้ { $now }
compose-chosen = เลือกไว้: { $time }
compose-time-unreadable = อ่านเป็นเวลาไม่ได้ โปรดพิมพ์ เช่น พรุ่งนี้ 9:00
compose-time-passed = เวลานั้นผ่านไปแล้ว
compose-time-too-far = เวลานั้นอยู่อีกกว่าหนึ่งปี
button-zone = เขตเวลาอื่น

confirm-now = เวลา: ทันที
confirm-at = เวลา: { $time }
confirm-night = ช่วง 21:00 ถึง 8:00 น. เป็นเวลากลางคืนของผู้อ่านบางส่วน:
confirm-night-line = { $language }: ที่นั่นเวลา { $time } ผู้อ่าน { $count }
confirm-approval = ต้องมีคนที่สองอนุมัติก่อนส่ง
confirm-correct = ข้อความที่ส่งแล้วซึ่งจะถูกแก้: { $count }
button-send = 📣 ส่งถึง { $count }
button-schedule = 🕘 ตั้งเวลาส่งถึง { $count }
button-ask-approval = ✋ ขออนุมัติ ({ $count })
button-correct-now = ✏️ แก้ { $count } ข้อความ

## A broadcast

state-draft = ฉบับร่าง
state-awaiting-approval = รอคนที่สองอนุมัติ
state-scheduled = จะส่งตามเวลาที่กำหนด
state-held = พักไว้: เลยเวลาที่กำหนดขณะบอตหยุดทำงาน
state-running = กำลังส่ง
state-paused = หยุดชั่วคราว
state-stopped = หยุดแล้ว
state-finished = เสร็จสิ้น
note-late = เริ่มช้า เพราะบอตหยุดทำงานในเวลาที่กำหนด
note-too-late = ช้ากว่าหนึ่งชั่วโมงแล้ว ยังต้องการส่งหรือไม่
note-all-failed = ชุดแรกล้มเหลวด้วยสาเหตุเดียวกันทั้งหมด จึงไม่ได้ส่งที่เหลือ ดูสาเหตุได้ในไฟล์
kind-correct = แก้ไข № { $number }
kind-recall = เรียกคืน № { $number }
kind-again = ส่ง № { $number } อีกครั้งถึงผู้ที่ยังไม่ได้รับ
done-send = ส่งแล้ว { $done } จาก { $total }
done-correct = แก้แล้ว { $done } จาก { $total }
done-recall = ลบแล้ว { $done } จาก { $total }
done-again = ส่งแล้ว { $done } จาก { $total }
count-blocked = ถูกบล็อก { $count }
count-failed = ล้มเหลว { $count }
count-unknown = ไม่ทราบผล { $count }
report-counting = กำลังจัดทำรายชื่อผู้รับ
report-rate = { $rate } ข้อความต่อวินาที
report-ended = สิ้นสุด: { $time }
left-seconds = เหลืออีกประมาณ { $count } วินาที
left-minutes = เหลืออีกประมาณ { $count } นาที
left-hours = เหลืออีกประมาณ { $count } ชั่วโมง
stop-ask = ต้องการหยุดจริงหรือไม่ ผู้ที่ยังไม่ได้รับจะไม่ได้รับ
approval-ask = { $person } ขออนุมัติจากท่าน:
approve-own = ประกาศของท่านต้องให้ผู้อื่นอนุมัติ
act-too-late = ทำไม่ได้แล้ว มีผู้อื่นทำไปก่อน หรือสิ้นสุดแล้ว
button-show = 👁 ดูเนื้อหา
button-pause = ⏸ หยุดชั่วคราว
button-resume = ▶ ส่งต่อ
button-stop = ⏹ หยุด
button-stop-really = ⏹ ใช่ หยุดเลย
button-stop-not = ไม่ ส่งต่อไป
button-call-off = ✖ ยกเลิกการส่ง
button-approve = ✅ อนุมัติ
button-held-now = 📣 ส่งทันที
button-file = 📄 รายการที่ยังไม่ได้รับ (CSV)
button-correct = ✏️ แก้ไข
button-recall = 🗑 เรียกคืน
button-again = 🔁 ส่งอีกครั้งถึงผู้ที่ยังไม่ได้รับ ({ $count })
button-unknown = ❔ ไม่ทราบผล ({ $count })

## The list, and mending

broadcasts-heading = ประกาศ
broadcasts-none = ยังไม่มี เขียนได้ด้วย /broadcast
file-caption = ยังไม่ได้รับ № { $number }: { $count } รายการ ไฟล์นี้ไม่ระบุตัวบุคคล
recall-ask = ข้อความที่จะถูกลบ: { $count }
recall-old = ข้อความที่เกิน 48 ชั่วโมงซึ่ง Telegram ไม่ให้ลบ: { $count } แต่ยังแก้ไขได้
button-recall-really = 🗑 ลบ { $count } ข้อความ
again-ask = จะส่งฉบับที่แก้ไขล่าสุดถึงผู้ที่ส่งไม่สำเร็จ: { $count } ไม่รวมผู้ที่บล็อกบอต
button-again-really = 🔁 ส่งถึง { $count }
unknown-explain = มี { $count } รายการที่ไม่ทราบว่าได้รับหรือไม่ เพราะ Telegram ไม่ตอบกลับ หากส่งอีกครั้งอาจได้รับซ้ำ หากนับว่าส่งแล้วอาจไม่ได้รับเลย
button-settle-one = ✓ № { $number } ได้รับแล้ว
button-settle-all = ✓ นับทั้ง { $count } ว่าส่งแล้ว
button-again-unknown = 🔁 ส่งอีกครั้งถึงทุกคนที่อาจยังไม่ได้รับ ({ $count })
settled = นับว่าส่งแล้ว: { $count }
