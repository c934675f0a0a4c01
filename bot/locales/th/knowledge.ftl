### การเปลี่ยนฐานความรู้: สำหรับผู้ดูแล ภาษาไทย

command-knowledge = ฐานความรู้ที่ใช้อยู่ ตั้งแต่เมื่อใด
command-reload = ตรวจโฟลเดอร์แล้วนำขึ้นใช้
command-export = รับฐานความรู้เป็นไฟล์ zip
command-releases = รุ่นที่เคยใช้และการย้อนกลับ
command-rollback = ย้อนกลับไปรุ่นก่อน

## ข้อเสนอ

proposal-checking = กำลังตรวจฐานความรู้ ใช้เวลาสักครู่ ระหว่างนี้ยังตอบคำถามตามปกติ
proposal-applying = จะนำขึ้นใช้ทันทีที่ทุกโพรเซสพร้อม …
waiting-for = ⏳ กำลังรอโพรเซส { $process } (ตอบสนองล่าสุดเมื่อ { $silent } วินาทีก่อน) จะดำเนินการต่อเองเมื่อโพรเซสนั้นพร้อม หรือในอีก { $left } วินาทีหากไม่มีการตอบสนองอีก
proposal-heading = รุ่น #{ $number } ({ $hash }) { $origin } พร้อมนำขึ้นใช้
proposal-files = ไฟล์: { $files }
proposal-counts = { $entries } รายการ { $facts } ข้อเท็จจริง
changed-entries = รายการ:
changed-facts = ข้อเท็จจริงและเรื่องที่ไม่มีข้อมูล:
proposal-around = เอกสาร คำศัพท์ หรือแม่แบบเปลี่ยนไป ซึ่งอาจมีผลกับคำตอบทั้งหมด
proposal-no-difference = รายการและข้อเท็จจริงเหมือนเดิม ต่างกันเพียงหมายเหตุ วิธีถาม หรือคำถามตรวจสอบ
proposal-golden = คำถามตรวจสอบ: ถูก { $right } ผิด { $wrong } ไม่ตอบ { $silent }
turned-wrong = กลายเป็นผิด ({ $count }):
turned-silent = กลายเป็นไม่ตอบ ({ $count }):
turned-right = กลายเป็นถูก ({ $count }):
stays-wrong = ผิดเช่นเดิม ({ $count }):
stays-silent = ไม่ตอบเช่นเดิม ({ $count }):
proposal-seconds = อ่าน ตรวจ และสร้างเสร็จใน { $seconds } วินาที จะยังไม่มีอะไรเปลี่ยนจนกว่าคุณจะกดปุ่ม
proposal-failed = อ่านฐานความรู้ไม่ได้ ยังไม่มีอะไรเปลี่ยน
proposal-refused = ไม่รับฐานความรู้นี้ ยังไม่มีอะไรเปลี่ยน จำนวนปัญหา: { $count }
proposal-cancelled = ยกเลิกแล้ว ไม่ได้เก็บอะไรไว้
proposal-superseded = มีไฟล์หรือคำขอที่ใหม่กว่ามาแทนแล้ว
and-more = … และอีก { $count }
button-apply = ✅ นำขึ้นใช้
button-override = ⚠️ นำขึ้นใช้ แม้มีคำถามที่กลายเป็นผิด

## ผลของการนำขึ้นใช้

applied-done = ใช้อยู่: รุ่น #{ $number } ({ $hash })
applied-gone = ไม่มีข้อเสนอนี้แล้ว โปรดขอใหม่อีกครั้ง
applied-outdated = มีรุ่นอื่นนำขึ้นใช้ไปแล้ว ยังไม่มีอะไรเปลี่ยน โปรดขอใหม่อีกครั้ง
applied-turned-wrong = มีคำถามตรวจสอบที่กลายเป็นผิด ยังไม่มีอะไรเปลี่ยน
applied-edited = มีการแก้ไขโฟลเดอร์ระหว่างนั้น ยังไม่มีอะไรเปลี่ยน โปรดขอใหม่อีกครั้ง
applied-not-ready = โพรเซสอื่นอ่านรุ่น #{ $number } ไม่ได้ หรือใช้เวลานานเกินไป ยังไม่มีอะไรเปลี่ยน
applied-read-only = เขียนลงโฟลเดอร์ของฐานความรู้ไม่ได้ ยังไม่มีอะไรเปลี่ยน โปรดตั้ง EXCHANGE_BOT_KNOWLEDGE_FOLDER เป็นโฟลเดอร์ที่บอตเขียนได้ ขอไฟล์ได้ด้วย /export

## รุ่น

release-same = ไม่มีอะไรต้องทำ ไฟล์เหล่านี้ใช้อยู่แล้วในรุ่น #{ $number } ({ $hash })
release-origin-start = จากโฟลเดอร์ตอนเริ่มทำงาน
release-origin-reload = จากโฟลเดอร์
release-origin-watch = จากโฟลเดอร์ที่เฝ้าดู
release-origin-upload = จากไฟล์ที่ส่งมา
release-origin-rollback = รุ่นก่อนหน้า
release-origin-taught = จากการสอน
release-by-shell = บอต
release-line = #{ $number } { $hash } · { $at } · { $who } · { $origin } · { $entries } รายการ { $facts } ข้อเท็จจริง
releases-heading = รุ่นที่เคยใช้
button-roll-back = ↩️ { $release }
rollback-usage = พิมพ์ /rollback ตามด้วยหมายเลขรุ่นใน /releases หากไม่ใส่หมายเลขจะกลับไปรุ่นก่อนหน้า
rollback-none = เคยใช้เพียงรุ่นเดียว จึงยังไม่มีรุ่นให้ย้อนกลับ
knowledge-heading = ฐานความรู้ที่ใช้อยู่
knowledge-verified = ตรวจสอบล่าสุด: { $date }
knowledge-processes = โพรเซสทั้งหมด { $count } ใช้รุ่นนี้อยู่ { $same }
knowledge-waits = รุ่น #{ $number } กำลังรอให้นำขึ้นใช้หรือยกเลิก
knowledge-change = หากต้องการเปลี่ยน: แก้ไขโฟลเดอร์แล้วส่ง /reload หรือส่งไฟล์ .yaml หรือ zip มาที่นี่ ขอไฟล์ปัจจุบันได้ด้วย /export
export-nothing = ยังไม่มีรุ่นให้ส่งออก
export-caption = แตกไฟล์ แก้ไข แล้วส่งไฟล์ .yaml หรือ zip ทั้งชุดกลับมาได้
upload-too-large = “{ $name }” ใหญ่กว่า 20 MB ไม่ได้เก็บอะไรไว้ โปรดส่งไฟล์ที่เล็กลง
