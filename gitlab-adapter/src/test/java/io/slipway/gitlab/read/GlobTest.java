package io.slipway.gitlab.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    /** Each as Ruby's {@code File.fnmatch?(glob, path, FNM_PATHNAME | FNM_DOTMATCH | FNM_EXTGLOB)} answers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Dockerfile ~ Dockerfile ~ YES",
                "Dockerfile ~ a/Dockerfile ~ NO",
                "*.md ~ README.md ~ YES",
                "*.md ~ docs/README.md ~ NO",
                "**/*.md ~ README.md ~ YES",
                "**/*.md ~ docs/deep/README.md ~ YES",
                "docs/**/* ~ docs/a ~ YES",
                "docs/**/* ~ docs/a/b/c ~ YES",
                "docs/**/* ~ docs ~ NO",
                "docs/** ~ docs/a ~ YES",
                "docs/** ~ docs/a/b ~ NO",
                "**/x/** ~ a/x/b ~ YES",
                "*.{rb,py,sh} ~ a.py ~ YES",
                "*.{rb,py,sh} ~ a.java ~ NO",
                "{a,b/{c,d}}/*.txt ~ b/d/e.txt ~ YES",
                "{a,b/{c,d}}/*.txt ~ b/e.txt ~ NO",
                "a?c ~ abc ~ YES",
                "a?c ~ a/c ~ NO",
                "[a-c]x ~ bx ~ YES",
                "[!a-c]x ~ bx ~ NO",
                "[!a-c]x ~ dx ~ YES",
                ".github/* ~ .github/x.yml ~ YES",
                "* ~ .hidden ~ YES",
                "a\\* ~ a* ~ YES",
                "a\\* ~ ab ~ NO",
                "a{b ~ a{b ~ YES",
                "a[b ~ a[b ~ YES",
                "a+(b).c$ ~ a+(b).c$ ~ YES",
                "[z-a] ~ b ~ MAYBE"
            })
    void names_what_ruby_says(String glob, String path, Truth expected) {
        assertThat(Glob.of(glob).matches(path)).isEqualTo(expected);
    }

    @Test
    void one_that_looks_for_ever_is_given_up() {
        assertThat(Glob.of("*a".repeat(60) + "b").matches("a".repeat(300))).isEqualTo(Truth.MAYBE);
    }
}
