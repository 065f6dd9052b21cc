package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import hudson.model.User;
import hudson.security.Permission;
import io.slipway.core.schedule.BookingStatus;
import io.slipway.jenkins.check.Fields;
import io.slipway.jenkins.desk.BenchTime;
import io.slipway.jenkins.desk.Claims;
import io.slipway.jenkins.desk.HeldBench;
import io.slipway.jenkins.settings.SlipwayPermissions;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * The page {@code slipway-benches}, and its remote API: who has which bench until when. Whoever may reserve can give the
 * build that has one more time, or take it back.
 */
@Extension
@ExportedBean
public final class Benches implements RootAction {
    private static final int BAD_REQUEST = 400;

    @Override
    public @Nullable String getIconFileName() {
        return maySee() ? "symbol-lock-closed" : null; // which hides it
    }

    @Override
    public String getDisplayName() {
        return "Benches";
    }

    @Override
    public String getUrlName() {
        return "slipway-benches";
    }

    public Api getApi() {
        checkSee();
        return new Api(this);
    }

    private static boolean maySee() {
        return Jenkins.get().hasAnyPermission(SlipwayPermissions.SEE, SlipwayPermissions.RESERVE);
    }

    private static void checkSee() {
        Jenkins.get().checkAnyPermission(SlipwayPermissions.SEE, SlipwayPermissions.RESERVE);
    }

    /** For the page, which else would be empty: one of these is needed to see it. */
    public Permission[] getReaders() {
        return new Permission[] {SlipwayPermissions.SEE, SlipwayPermissions.RESERVE};
    }

    /** For the page: whether there are buttons on it. */
    public boolean isMayReserve() {
        return Jenkins.get().hasPermission(SlipwayPermissions.RESERVE);
    }

    /** What is held and what waits. */
    @Exported
    public List<Reservation> getReservations() {
        checkSee();
        List<Reservation> reservations = new ArrayList<>();
        for (BookingStatus status : SlipwayDesk.get().bookings()) reservations.add(new Reservation(status));
        return reservations;
    }

    /** Gives the build that has the bench so many minutes more than were agreed. */
    @RequirePOST
    public HttpResponse doExtend(@QueryParameter @Nullable String bench, @QueryParameter @Nullable String minutes) {
        Jenkins.get().checkPermission(SlipwayPermissions.RESERVE);
        String more = written(minutes);
        Optional<String> wrong = Fields.atLeastOne(more).map(why -> "minutes: " + why);
        return answer(wrong.or(() -> BenchTime.extend(
                SlipwayDesk.get(),
                actor(),
                written(bench),
                Integer.parseInt(more.strip()),
                SlipwaySettings.get().longestReservation(),
                Instant.now())));
    }

    /** Takes the bench back from the build that has it, if that is still the one the person has seen. */
    @RequirePOST
    public HttpResponse doRelease(@QueryParameter @Nullable String bench, @QueryParameter @Nullable String holder) {
        Jenkins.get().checkPermission(SlipwayPermissions.RESERVE);
        return answer(BenchTime.release(SlipwayDesk.get(), actor(), written(bench), written(holder)));
    }

    /** Nothing when a request does not say. */
    private static String written(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String actor() {
        User user = User.current();
        return user == null ? "anonymous" : user.getId();
    }

    private static HttpResponse answer(Optional<String> problem) {
        return problem.isPresent()
                ? HttpResponses.errorWithoutStack(BAD_REQUEST, problem.get())
                : HttpResponses.redirectToDot();
    }

    /** What the page and the remote API show of one. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Reservation {
        private final BookingStatus status;

        Reservation(BookingStatus status) {
            this.status = status;
        }

        @Exported
        public String getBench() {
            return status.agent()
                    .or(() -> status.booking().agent())
                    .flatMap(Claims::benchName)
                    .orElse("");
        }

        /** The build. */
        @Exported
        public String getHolder() {
            return status.booking().holder();
        }

        /** Since 1970; 0 while it waits. */
        @Exported
        public long getUntilMillis() {
            return status.until().map(Instant::toEpochMilli).orElse(0L);
        }

        /** As people read it; empty while it waits. */
        public String getUntil() {
            return status.until().map(HeldBench::text).orElse("");
        }
    }
}
