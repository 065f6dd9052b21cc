package io.slipway.core.workspace;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.PipelineCodec;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.WrittenPlaces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole workspace as bytes and reads it back, so that definitions that did not change need not be parsed again:
 * keep the bytes under the digest of all definition files. Places of parts that the pipeline does not have are left out.
 * Stateless and thread-safe; O(size).
 */
public final class WorkspaceCodec {
    /** Changes whenever equal definition files would be read as another workspace than before. */
    private static final int VERSION = 4;

    private WorkspaceCodec() {}

    public static byte[] encode(Workspace workspace) {
        return new CanonicalOutput()
                .writeByte(VERSION)
                .writeList(workspace.services(), WorkspaceCodec::writeService)
                .writeBytes(PipelineCodec.encode(workspace.pipeline()))
                .writeBytes(new PlaceWriter().write(workspace.pipeline(), workspace.places()))
                .writeList(workspace.found(), WorkspaceCodec::writeFound)
                .writeList(workspace.throttles().entrySet(), WorkspaceCodec::writeThrottle)
                .writeTextMap(workspace.parameters())
                .writeOptional(
                        workspace.concurrency(),
                        (out, concurrency) -> out.writeText(concurrency.group())
                                .writeText(concurrency.whenBusy().text()))
                .toByteArray();
    }

    /**
     * The workspace of bytes that {@link #encode} wrote. Does not compare outputs again.
     *
     * @throws MalformedContentException when the bytes are torn, damaged or of another version: read the definitions
     *     again
     */
    public static Workspace decode(byte[] bytes) {
        CanonicalInput in = new CanonicalInput(bytes);
        int version = in.readByte();
        if (version != VERSION) throw new MalformedContentException("version " + version + " of a workspace");
        try {
            List<Service> services = in.readList(WorkspaceCodec::readService);
            Pipeline pipeline = PipelineCodec.decode(in.readBytes());
            WrittenPlaces places = new PlaceReader(in.readBytes()).read(pipeline);
            List<FoundNeed> found = in.readList(next -> readFound(next, pipeline));
            SortedMap<String, Integer> throttles = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) throttles.put(in.readText(), in.readInt());
            SortedMap<String, String> parameters = in.readTextMap();
            Optional<Concurrency> concurrency = in.readBoolean()
                    ? Optional.of(new Concurrency(in.readText(), Concurrency.WhenBusy.parse(in.readText())))
                    : Optional.empty();
            in.expectEnd();
            return new Workspace(services, pipeline, places, found, throttles, parameters, concurrency);
        } catch (IllegalArgumentException e) {
            throw new MalformedContentException("no workspace: " + e.getMessage(), e);
        }
    }

    /**
     * The pipeline of bytes that {@link #encode} wrote, as {@link PipelineCodec} writes it.
     *
     * @throws MalformedContentException as {@link #decode}
     */
    public static byte[] encodedPipeline(byte[] bytes) {
        CanonicalInput in = new CanonicalInput(bytes);
        in.readByte();
        in.readList(WorkspaceCodec::readService);
        return in.readBytes();
    }

    private static void writeService(CanonicalOutput out, Service service) {
        out.writeText(service.name()).writeText(service.directory()).writeText(service.definitionFile());
    }

    private static Service readService(CanonicalInput in) {
        return new Service(in.readText(), in.readText(), in.readText());
    }

    private static void writeFound(CanonicalOutput out, FoundNeed found) {
        out.writeText(found.task().toString()).writeText(found.need().task().toString());
        out.writeText(found.place().file())
                .writeInt(found.place().line())
                .writeInt(found.place().column());
        out.writeText(found.because());
    }

    private static void writeThrottle(CanonicalOutput out, Map.Entry<String, Integer> throttle) {
        out.writeText(throttle.getKey()).writeInt(throttle.getValue());
    }

    /** The need itself is one of its task's, which the pipeline holds already. */
    private static FoundNeed readFound(CanonicalInput in, Pipeline pipeline) {
        TaskAddress task = TaskAddress.parse(in.readText());
        TaskAddress needed = TaskAddress.parse(in.readText());
        Need need = pipeline.get(task).needs().stream()
                .filter(candidate -> candidate.task().equals(needed))
                .findFirst()
                .orElseThrow(() -> new MalformedContentException("no need " + needed));
        return new FoundNeed(task, need, new Place(in.readText(), in.readInt(), in.readInt()), in.readText());
    }

    /**
     * Places stand in the order of what they belong to, so nothing has to say what that is: for each task its start, for
     * each of its needs, inputs and outputs one. A place is its file's number, line and column; number 0 is no place.
     */
    private static final class PlaceWriter {
        private final Map<String, Integer> files = new LinkedHashMap<>();
        private final CanonicalOutput places = new CanonicalOutput();

        byte[] write(Pipeline pipeline, WrittenPlaces written) {
            for (Task task : pipeline.tasks()) {
                WrittenPlaces.OfTask of = written.tasks().get(task.address());
                write(of == null ? null : of.start());
                if (of == null) continue;
                for (Need need : task.needs()) write(of.needs().get(need.task()));
                for (String pattern : task.inputs().patterns())
                    write(of.inputs().get(pattern));
                for (String pattern : task.outputs().patterns())
                    write(of.outputs().get(pattern));
            }
            return new CanonicalOutput()
                    .writeTexts(files.keySet())
                    .writeBytes(places.toByteArray())
                    .toByteArray();
        }

        private void write(@Nullable Place place) {
            if (place == null) {
                places.writeInt(0);
                return;
            }
            int next = files.size() + 1;
            Integer known = files.putIfAbsent(place.file(), next);
            places.writeInt(known == null ? next : known).writeInt(place.line()).writeInt(place.column());
        }
    }

    private static final class PlaceReader {
        private final List<String> files;
        private final CanonicalInput places;

        PlaceReader(byte[] bytes) {
            CanonicalInput in = new CanonicalInput(bytes);
            files = in.readTexts();
            places = new CanonicalInput(in.readBytes());
            in.expectEnd();
        }

        WrittenPlaces read(Pipeline pipeline) {
            SortedMap<TaskAddress, WrittenPlaces.OfTask> tasks = new TreeMap<>();
            for (Task task : pipeline.tasks()) {
                Place start = readPlace();
                if (start != null) tasks.put(task.address(), read(task, start));
            }
            places.expectEnd();
            return new WrittenPlaces(tasks);
        }

        private WrittenPlaces.OfTask read(Task task, Place start) {
            SortedMap<TaskAddress, Place> needs = new TreeMap<>();
            for (Need need : task.needs()) put(needs, need.task());
            SortedMap<String, Place> inputs = new TreeMap<>();
            for (String pattern : task.inputs().patterns()) put(inputs, pattern);
            SortedMap<String, Place> outputs = new TreeMap<>();
            for (String pattern : task.outputs().patterns()) put(outputs, pattern);
            return new WrittenPlaces.OfTask(start, needs, inputs, outputs);
        }

        private <K> void put(Map<K, Place> all, K key) {
            Place place = readPlace();
            if (place != null) all.put(key, place);
        }

        private @Nullable Place readPlace() {
            int file = places.readInt();
            if (file == 0) return null;
            if (file < 0 || file > files.size()) throw new MalformedContentException("no file " + file);
            return new Place(files.get(file - 1), places.readInt(), places.readInt());
        }
    }
}
