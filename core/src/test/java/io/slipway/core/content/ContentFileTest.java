package io.slipway.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alone in its JVM: the umask is the whole process's. */
@Isolated
class ContentFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "022, false, rw-r--r--",
        "022, true, rwxr-xr-x",
        "002, false, rw-rw-r--",
        "077, false, rw-------",
        "077, true, rwx------"
    })
    void a_new_file_has_its_content_and_the_mode_that_the_umask_leaves(String umask, boolean executable, String mode)
            throws IOException {
        Path target = directory.resolve("target");
        Function setUmask = Function.getFunction("c", "umask");

        int before = setUmask.invokeInt(new Object[] {Integer.parseInt(umask, 8)});
        try {
            ContentFile.write(target, new byte[] {1, 2, 3}, executable);
        } finally {
            setUmask.invokeInt(new Object[] {before});
        }

        assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo(mode);
    }

    @Test
    void what_stands_there_already_is_left_alone() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "mine");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> ContentFile.write(target, new byte[0], false));

        assertThat(target).hasContent("mine");
    }
}
