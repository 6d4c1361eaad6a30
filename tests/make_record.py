"""A case under a procedure whose template says what the test wants beside the usual."""

from __future__ import annotations

from hashlib import sha256

from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions
from motcua.consultations.content import Consultation
from motcua.documents.content import Document
from motcua.documents.keeping import keep
from motcua.workflows.versions import definition
from tests.make_consultations import PROCEDURE, Province, publish

ALL = ("cong-an-tinh", "so-nnmt", "so-van-hoa")
CLERKS = "received_by: service_centre"


def a_file(province: Province, name: str = "cv.pdf", person: str = "an") -> Document:
    """Return a file as somebody would attach it."""
    content = f"%PDF {name}".encode()
    return keep(province(person), name, content, "application/pdf", kind="opinion")


def a_case_under(province: Province, **said: str) -> Case:
    """Return a case with Minh, whose template “bodies” says ``said`` beside the usual."""
    lines = "".join(f"    {key}: {value}\n" for key, value in said.items())
    id = f"ghi-{sha256(lines.encode()).hexdigest()[:10]}"
    text = PROCEDURE.replace("workflow: thu-nghiem", f"workflow: {id}")
    text = text.replace(
        "    extend_at_most: 3 working days\n", f"    extend_at_most: 3 working days\n{lines}"
    )
    publish(province.root, text)
    clerk = province("hoa")
    document = keep(clerk, "don.pdf", b"%PDF 1", "application/pdf", kind="paper")
    case = file_case(
        clerk,
        definition(province.root, id, 1),
        applicant=Applicant("Công ty Sông Xanh", email="song.xanh@example.org"),
        answers={"di_tich": "yes"},
        enclosures=[Enclosure("don", document, clerk.now, "hoa")],
        receiving_unit="ttpvhcc-tinh",
        subject="Xây dựng nhà xưởng",
    ).case
    perform(province("loan"), case, "assign", {"officer": "minh"})
    return case


def asked_under(province: Province, *units: str, **said: str) -> Consultation:
    """Return what Minh asks three bodies under such a template, with the application shown."""
    case = a_case_under(province, **said)
    return ask_opinions(
        province("minh"),
        case,
        "bodies",
        units=units or ALL,
        question="Đề nghị cho ý kiến.",
        documents=[case.dossier.enclosures[0].document.id],
    )
