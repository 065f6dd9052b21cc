package io.slipway.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
    private static final Digest A = content("a");
    private static final Digest B = content("bb");

    @Test
    void the_order_in_which_entries_come_does_not_matter() {
        Tree one = Tree.builder()
                .file("x/a", A, false)
                .link("x/l", "a")
                .file("y", B, true)
                .build();
        Tree other = Tree.builder()
                .file("y", B, true)
                .link("x/l", "a")
                .file("x/a", A, false)
                .build();

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.digest()).isEqualTo(other.digest());
    }

    @Test
    void every_part_of_an_entry_counts() {
        Tree tree = Tree.builder().file("x", A, false).build();

        assertThat(tree)
                .isNotEqualTo(Tree.builder().file("x", A, true).build())
                .isNotEqualTo(Tree.builder().file("x", B, false).build())
                .isNotEqualTo(Tree.builder().file("y", A, false).build())
                .isNotEqualTo(Tree.builder().link("x", "a").build())
                .isNotEqualTo(Tree.builder().file("x", A, false).directory("d").build())
                .isNotEqualTo(Tree.empty())
                .isNotEqualTo("x");
    }

    @Test
    void children_are_sorted_by_the_bytes_of_their_names() {
        Tree tree = Tree.builder()
                .file("\uFFFD", A, false)
                .file("\uD83D\uDE00", A, false)
                .file("a", A, false)
                .file("a-b", A, false)
                .file("B", A, false)
                .build();

        assertThat(tree.children().keySet()).containsExactly("B", "a", "a-b", "\uFFFD", "\uD83D\uDE00");
    }

    @Test
    void entries_are_found_and_counted() {
        Tree tree = Tree.builder()
                .file("x/y/a", A, false)
                .file("x/b", B, true)
                .link("l", "x")
                .directory("e")
                .build();

        assertThat(tree.find("x/y/a")).contains(new TreeEntry.File(A, false));
        assertThat(tree.find("l")).contains(new TreeEntry.Link("x"));
        assertThat(tree.find("x/b/c")).isEmpty();
        assertThat(tree.find("z/b")).isEmpty();
        assertThat(tree.find("x/z")).isEmpty();
        assertThat(tree.fileCount()).isEqualTo(3);
        assertThat(tree.sizeBytes()).isEqualTo(3);
        assertThat(tree.flatten().keySet()).containsExactly("e/", "l", "x/b", "x/y/a");
        assertThat(tree).hasToString("Tree[3 files, " + tree.digest() + "]");
    }

    @Test
    void a_tree_that_is_put_where_nothing_stands_is_shared() {
        Tree below = Tree.builder().file("a", A, false).build();

        Tree tree = Tree.builder().put("x/y", new TreeEntry.Directory(below)).build();

        assertThat(((TreeEntry.Directory) tree.find("x/y").orElseThrow()).tree())
                .isSameAs(below);
    }

    @Test
    void merged_trees_share_what_only_one_of_them_has() {
        Tree left = Tree.builder()
                .file("common/left/a", A, false)
                .file("l", A, false)
                .build();
        Tree right =
                Tree.builder().file("common/right/b", B, false).directory("e").build();

        Tree merged = Tree.builder().merge(left).merge(right).merge(left).build();

        assertThat(merged.flatten().keySet()).containsExactly("common/left/a", "common/right/b", "e/", "l");
        assertThat(merged.find("common/left").orElseThrow())
                .isSameAs(left.find("common/left").orElseThrow());
        assertThat(merged.find("common/right").orElseThrow())
                .isSameAs(right.find("common/right").orElseThrow());
        assertThat(left.flatten().keySet()).containsExactly("common/left/a", "l");
    }

    @Test
    void a_shared_directory_is_opened_when_something_is_put_into_it() {
        Tree below = Tree.builder().file("a", A, false).build();

        Tree tree = Tree.builder()
                .put("x", new TreeEntry.Directory(below))
                .file("x/b", B, false)
                .file("x/c/d", B, false)
                .build();

        assertThat(tree.flatten().keySet()).containsExactly("x/a", "x/b", "x/c/d");
        assertThat(below.children()).containsOnlyKeys("a");
    }

    @Test
    void the_same_entry_may_be_put_twice_but_not_another_one() {
        Tree.Builder tree = Tree.builder().file("x/a", A, false).file("x/a", A, false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree.file("x/a", B, false))
                .withMessage("path: x/a (expected: only one entry there)");
        assertThatIllegalArgumentException().isThrownBy(() -> tree.file("x", A, false));
        assertThatIllegalArgumentException().isThrownBy(() -> tree.file("x/a/b", A, false));
        assertThatIllegalArgumentException().isThrownBy(() -> tree.directory("x/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/.", "a\0b"})
    void a_path_that_is_not_normal_is_refused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tree.builder().file(path, A, false))
                .withMessage("path: " + path + " (expected: relative, without '.', '..' or '//')");
        assertThatIllegalArgumentException().isThrownBy(() -> Tree.builder().directory(path));
    }

    @Test
    void what_was_written_is_read_again() {
        Tree tree = Tree.builder()
                .file("x/y/a", A, false)
                .file("x/b", B, true)
                .link("l", "x")
                .directory("e")
                .build();
        CanonicalOutput out = new CanonicalOutput();

        tree.writeTo(out);

        CanonicalInput in = new CanonicalInput(out.toByteArray());
        assertThat(Tree.readFrom(in)).isEqualTo(tree);
        in.expectEnd();
    }

    @Test
    void a_written_tree_that_names_a_place_outside_is_refused() {
        for (String name : new String[] {"..", ".", "", "a/b", "/etc"}) {
            byte[] bytes = new CanonicalOutput()
                    .writeInt(1)
                    .writeText(name)
                    .writeByte('f')
                    .writeDigest(A)
                    .toByteArray();
            assertMalformed(bytes, "name in a tree");
        }
    }

    @Test
    void a_damaged_tree_is_refused() {
        assertMalformed(new CanonicalOutput().writeInt(-1).toByteArray(), "number of names");
        assertMalformed(
                new CanonicalOutput().writeInt(1).writeText("a").writeByte('?').toByteArray(), "kind");
        assertMalformed(
                new CanonicalOutput()
                        .writeInt(1)
                        .writeText("a")
                        .writeByte('l')
                        .writeText("")
                        .toByteArray(),
                "link");
        assertMalformed(
                new CanonicalOutput()
                        .writeInt(2)
                        .writeText("a")
                        .writeByte('d')
                        .writeInt(0)
                        .writeText("a")
                        .writeByte('d')
                        .writeInt(0)
                        .toByteArray(),
                "name twice");
        CanonicalOutput deep = new CanonicalOutput();
        for (int i = 0; i < 600; i++) deep.writeInt(1).writeText("a").writeByte('d');
        assertMalformed(deep.toByteArray(), "deeper than");
    }

    private static void assertMalformed(byte[] bytes, String part) {
        assertThatExceptionOfType(MalformedContentException.class)
                .isThrownBy(() -> Tree.readFrom(new CanonicalInput(bytes)))
                .withMessageContaining(part);
    }

    private static Digest content(String text) {
        return Digest.of(text.getBytes(UTF_8));
    }
}
