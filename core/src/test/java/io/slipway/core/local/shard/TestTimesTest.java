package io.slipway.core.local.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestTimesTest {
    @Test
    void test_files_are_found_by_their_name_or_their_class() {
        TestTimes times = new TestTimes();
        times.add("""
                <testsuite><testcase classname="a.b.OneTest" name="x" time="1.5"/>
                <testcase classname="a.b.OneTest" name="y" time="1,000.5"/>
                <testcase file="web/two.test.js" name="z" time="2"/>
                <testcase classname="a.Odd" time="x"/><testcase name="w"/></testsuite>
                """.getBytes(UTF_8));

        assertThat(times.expected("src/test/java/a/b/OneTest.java")).contains(Duration.ofSeconds(1002));
        assertThat(times.expected("web/two.test.js")).contains(Duration.ofSeconds(2));
        assertThat(times.expected("src/Other.java")).isEmpty();
        assertThatThrownBy(() -> new TestTimes().add("<a>".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TestTimes()
                        .add("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
