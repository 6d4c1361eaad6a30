"""The letter that asks a body."""

from tests.make_consultations import a_case, asked

from motcua.consultations.letter import asking_letter
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
