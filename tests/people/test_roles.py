import pytest

from motcua.people.kinds import KINDS
from motcua.people.roles import NoSuchRole, Roles, read_roles
from motcua.permissions import Permission
from motcua.sheets import WrongFile
from tests.make_people import CONFIG

GOOD = """
roles:
  clerk: {title: Cán bộ, about: Làm việc., permissions: [work, "case:file"]}
posts:
  can-bo: {title: {vi: Cán bộ, en: Clerk}, roles: clerk, single: yes, kinds: [commune]}
  bao-ve: {title: Bảo vệ}
"""


@pytest.fixture
def roles(tmp_path):
    def read(text: str = GOOD) -> Roles:
        path = tmp_path / "roles.yaml"
        path.write_text(text, "utf8")
        return read_roles(path)

    return read


def test_roles_and_posts_are_read(roles):
    known = roles()
    assert known["clerk"].permissions == {Permission.WORK, Permission.CASE_FILE}
    post = known.post("can-bo")
    assert (post.roles, post.single, post.kinds) == (("clerk",), True, ("commune",))
    assert (known.post("bao-ve").roles, known.post("bao-ve").single) == ((), False)


def test_permissions_of_several_roles_add_up(roles):
    assert roles().permissions(["clerk"]) == {Permission.WORK, Permission.CASE_FILE}
    assert roles().permissions(["clerk", "abolished"]) == roles().permissions(["clerk"])


@pytest.mark.parametrize("ask", [Roles.role, Roles.post])
def test_what_is_not_in_the_file_is_refused(roles, ask):
    with pytest.raises(NoSuchRole, match="There is no"):
        ask(roles(), "nothing")


def test_all_problems_of_the_file_are_told(roles):
    with pytest.raises(WrongFile) as wrong:
        roles(
            """
roles:
  clerk: {about: Làm việc., permissions: [wrok]}
posts:
  can-bo: {title: Cán bộ, roles: [clrk], kinds: [village]}
"""
        )
    assert str(wrong.value) == (
        "roles.yaml cannot be read: "
        "line 3: “title” is missing, "
        "line 3: “wrok” is not known; did you mean “work”?, "
        "line 5: “clrk” is not known; did you mean “clerk”?, "
        "line 5: “village” is not known"
    )


def test_a_file_without_posts_is_told(roles):
    with pytest.raises(WrongFile, match="“posts” is missing"):
        roles("roles: {}")


class TestWhatWeShip:
    known = read_roles(CONFIG / "roles.yaml")

    def test_every_permission_but_ones_own_account_belongs_to_some_role(self):
        given = self.known.permissions(self.known.roles)
        assert set(Permission) - given == {Permission.OWN_ACCOUNT}

    def test_every_role_comes_with_some_post(self):
        assert {role for post in self.known.posts.values() for role in post.roles} == set(
            self.known.roles
        )

    def test_every_role_and_post_is_told_in_both_languages(self):
        labels = [role.title for role in self.known.roles.values()]
        labels += [role.about for role in self.known.roles.values()]
        labels += [post.title for post in self.known.posts.values()]
        labels += list(KINDS.values())
        assert [label for label in labels if not (label.vi and label.en)] == []

    def test_a_vote_brings_no_right_to_delegate_it(self):
        assert Permission.DELEGATE not in self.known["member"].permissions
