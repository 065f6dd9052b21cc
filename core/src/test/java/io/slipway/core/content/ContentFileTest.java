package io.slipway.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFileTest {
    @TempDir
    Path directory;

    @Test
    void a_new_file_has_its_content_and_mode() throws IOException {
        for (boolean executable : new boolean[] {false, true, false, true}) {
            Path target = directory.resolve("target");

            ContentFile.write(target, new byte[] {1, 2, 3}, executable);

            assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                    .isEqualTo(executable ? "rwxr-xr-x" : "rw-r--r--");
            Files.delete(target);
        }
    }

    @Test
    void what_stands_there_already_is_left_alone() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "mine");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> ContentFile.write(target, new byte[0], false));

        assertThat(target).hasContent("mine");
    }
}
