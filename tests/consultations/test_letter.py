"""The letter that asks a body."""

from tests.make_consultations import a_case, a_request, asked, says

from motcua.consultations.answering import give_opinion
from motcua.consultations.letter import asking_letter, opinion_letter
from motcua.words import LANGUAGES


def test_it_states_content_limit_and_what_silence_means(province):
    case = a_case(province)
    documents = [each.document.id for each in case.dossier.enclosures]
    request = asked(
        province, case, question="Có phù hợp không?", documents=documents,
        notes={"cong-an-tinh": "Hồ sơ gấp."},
    ).requests[0]  # fmt: skip
    letter = asking_letter(province("minh"), request)
    for said in (
        "Kính gửi: <strong>Công an tỉnh Long Giang</strong>",
        "Có phù hợp không?<br>Hồ sơ gấp.",
        "<li>Đơn</li><li>don-1.pdf</li>",
        "17:00 07/12/2026",
        "Quá hạn không trả lời thì coi như đồng ý (NĐ 217/2026 Đ54.2c)",
        "Long Giang, ngày 30 tháng 11 năm 2026",
        "Sở Xây dựng",
    ):
        assert said in letter


def test_it_is_there_in_both_languages(province):
    request = asked(province).requests[0]
    for language in LANGUAGES:
        assert f'lang="{language}"' in asking_letter(province("minh"), request, language)


class TestTheAnswer:
    def test_remarks_stand_in_it_numbered_with_their_places_and_the_note_does_not(self, province):
        request = a_request(province)
        give_opinion(
            province("an"),
            request,
            says(
                "agree_with_remarks",
                "Cơ bản nhất trí",
                remarks=("Bổ sung lối thoát nạn", "Sửa <b>"),
                places=("Điều 5 khoản 2",),
                conditions=("Nghiệm thu trước khi dùng",),
                letter_number="41/CAT-PC07",
            ),
            note_inside="Chỉ mình ta biết",
        )
        letter = opinion_letter(province("an"), request, request.opinion)
        for said in (
            "Công an tỉnh Long Giang",
            "Số: 41/CAT-PC07",
            "<td>1</td><td>Điều 5 khoản 2</td><td>Bổ sung lối thoát nạn</td>",
            "<td>2</td><td></td><td>Sửa &lt;b&gt;</td>",
            "<li>Nghiệm thu trước khi dùng</li>",
        ):
            assert said in letter
        assert "Chỉ mình ta biết" not in letter

    def test_an_answer_without_remarks_says_so(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        for language in LANGUAGES:
            assert f'lang="{language}"' in opinion_letter(
                province("an"), request, request.opinion, language
            )


class TestTheOpinionSheet:
    def test_it_says_on_what_alone_it_speaks_and_leads_back_by_its_code(self, province):
        request = a_request(province)
        given = give_opinion(province("an"), request, says(text="Nhất trí", parts=("Bản vẽ 3",)))
        page = opinion_letter(province("an"), request, given)
        assert "Chỉ về: Bản vẽ 3<br>Nhất trí" in page
        assert '<div class="qr"><svg' in page
        assert '<div class="qr"><svg' in asking_letter(province("an"), request)
