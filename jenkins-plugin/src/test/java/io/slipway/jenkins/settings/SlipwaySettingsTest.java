package io.slipway.jenkins.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.jenkins.queue.QueuePolicy;
import io.slipway.jenkins.queue.QueuePolicy.ScoreWeights;
import io.slipway.jenkins.queue.QueuePolicy.ThrottleLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlipwaySettingsTest {
    private final SlipwaySettings settings = new Unsaved();

    /** Not in a controller, so nowhere to save to. */
    private static final class Unsaved extends SlipwaySettings {
        @Override
        public void save() {
            // nowhere
        }
    }

    @Test
    void everything_is_off_until_it_is_switched_on() {
        assertThat(settings.isPlacing()).isFalse();
        assertThat(settings.isLimiting()).isFalse();
        assertThat(settings.isSharing()).isFalse();
        assertThat(settings.isTeaching()).isFalse();
        assertThat(settings.isLabelling()).isFalse();
        assertThat(settings.isLabellingController()).isFalse();
        assertThat(settings.isCacheShared()).isFalse();
        assertThat(settings.queuePolicy()).isEqualTo(QueuePolicy.OFF);
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void what_is_switched_on_reaches_the_queue() {
        PlacementWeights weights = new PlacementWeights();
        weights.setWarm(7);
        ThrottleSettings database = new ThrottleSettings("database", 4);
        database.setLearns(true);
        JobSettings shop = new JobSettings("shop/*");
        shop.setPriority(5);
        shop.setThrottles("database=2");

        settings.setPlacing(true);
        settings.setSharing(true);
        settings.setWeights(weights);
        settings.setFolders(List.of(new FolderWeight("acme/web", 2.5)));
        settings.setThrottles(List.of(database));
        settings.setJobs(List.of(shop));

        QueuePolicy policy = settings.queuePolicy();
        assertThat(policy.placing()).isTrue();
        assertThat(policy.limiting()).isFalse();
        assertThat(policy.sharing()).isTrue();
        assertThat(policy.weights()).isEqualTo(new ScoreWeights(7, 2, 2, 1.5, 1, 1, 1));
        assertThat(policy.folderWeights()).isEqualTo(Map.of("acme/web", 2.5));
        assertThat(policy.throttles()).isEqualTo(Map.of("database", new ThrottleLimit(4, true)));
        assertThat(policy.priorityOf("shop/main")).isEqualTo(5);
        assertThat(policy.claimsOf("shop/main")).isEqualTo(Map.of("database", 2));
        assertThat(policy.priorityOf("shop/deep/main")).isZero();
    }

    @Test
    void with_a_setting_that_cannot_be_used_jobs_are_placed_as_in_plain_jenkins() {
        settings.setPlacing(true);
        settings.setFolders(List.of(new FolderWeight("acme", 0)));

        assertThat(settings.queuePolicy()).isEqualTo(QueuePolicy.OFF);
        assertThat(settings.problems())
                .singleElement()
                .asString()
                .isEqualTo("acme: 0.0 is not a factor; write a number above 0, such as 1 or 2.5");
    }

    @Test
    void all_that_cannot_be_used_is_told_at_once() {
        PlacementWeights weights = new PlacementWeights();
        weights.setLoad(-1);
        settings.setWeights(weights);
        settings.setFolders(List.of(new FolderWeight("/", 1)));
        settings.setThrottles(List.of(new ThrottleSettings("a b", 1), new ThrottleSettings("c", 0)));
        settings.setJobs(List.of(new JobSettings("")));
        settings.setMostTasks(0);
        settings.setLongestReservationMinutes(0);
        settings.setCacheDirectory("not/absolute");
        settings.setCacheSize("much");

        assertThat(settings.problems()).hasSize(9);
    }

    @Test
    void a_job_that_draws_on_no_known_throttle_is_told() {
        JobSettings job = new JobSettings("**");
        job.setThrottles("databse");
        settings.setThrottles(List.of(new ThrottleSettings("database", 1)));
        settings.setJobs(List.of(job));

        assertThat(settings.problems()).singleElement().asString().contains("databse");
    }

    @Test
    void a_throttle_that_cannot_be_used_leaves_the_others_in_force() {
        settings.setThrottles(List.of(new ThrottleSettings("a b", 1), new ThrottleSettings("database", 3)));

        assertThat(settings.throttleLimits()).isEqualTo(Map.of("database", new ThrottleLimit(3, false)));
    }

    @Test
    void bounds_that_cannot_be_used_fall_back() {
        settings.setCacheSize("much");
        settings.setMostTasks(-5);
        settings.setLongestReservationMinutes(-5);

        assertThat(settings.cacheBytes()).hasToString("20Gi");
        assertThat(settings.tasksAtATime()).isEqualTo(1);
        assertThat(settings.longestReservation()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void bounds_are_taken_as_written() {
        settings.setCacheSize("3Gi");
        settings.setCacheDirectory(" " + Path.of("").toAbsolutePath());
        settings.setMostTasks(12);
        settings.setLongestReservationMinutes(30);

        assertThat(settings.cacheBytes()).hasToString("3Gi");
        assertThat(settings.cachePath()).isEqualTo(Path.of("").toAbsolutePath());
        assertThat(settings.tasksAtATime()).isEqualTo(12);
        assertThat(settings.longestReservation()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void what_a_form_or_file_leaves_out_is_as_at_first() {
        settings.setFolders(null);
        settings.setJobs(null);
        settings.setThrottles(null);
        settings.setCacheDirectory(null);
        settings.setCacheSize(null);

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.cacheBytes()).hasToString("20Gi");
    }
}
