package io.slipway.core.workspace;

import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Place;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Finds that a service's {@code pom.xml} names, as a dependency or as its parent, the artifact of another service's.
 * How that becomes a need between tasks says {@link BuildFileNeeds}. A file that is no XML shows nothing: Maven will say
 * what is wrong with it.
 */
public final class MavenReading implements DependencyDetector {
    /** Name of the files it reads. */
    public static final String FILE = "pom.xml";

    private static final String DEPENDENCY = "project/dependencies/dependency";
    private static final String PARENT = "project/parent";

    @Override
    public List<FoundNeed> find(Findings workspace) {
        BuildFileNeeds needs = new BuildFileNeeds(workspace);
        workspace.files().forEach((path, bytes) -> {
            if (path.equals(FILE) || path.endsWith("/" + FILE)) {
                Optional<Pom> pom = Pom.read(bytes);
                pom.ifPresent(read -> read.tell(path, needs));
            }
        });
        return needs.found();
    }

    /** Coordinates of one dependency or parent, as far as they are written out. */
    private record Artifact(Map<String, String> fields, int line, int column) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /** What we read of one file. Confined to one thread. */
    private static final class Pom {
        private final Map<String, String> project = new HashMap<>();
        private final List<Artifact> dependencies = new ArrayList<>();
        private final List<Artifact> parents = new ArrayList<>();

        static Optional<Pom> read(byte[] bytes) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            Pom pom = new Pom();
            try {
                // as characters: of bytes that are not UTF-8 the parser complains on stderr by itself
                pom.read(factory.createXMLStreamReader(new StringReader(new String(bytes, StandardCharsets.UTF_8))));
                return Optional.of(pom);
            } catch (XMLStreamException e) {
                return Optional.empty();
            }
        }

        private void read(XMLStreamReader in) throws XMLStreamException {
            Deque<String> path = new ArrayDeque<>();
            while (in.hasNext()) {
                int event = in.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.addLast(in.getLocalName());
                    begin(String.join("/", path), in.getLocation());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    path.removeLast();
                } else if (event == XMLStreamConstants.CHARACTERS && path.size() > 1) {
                    field(path, in.getText().strip());
                }
            }
        }

        private void begin(String path, Location place) {
            // the parser stands behind the tag it has read
            int column = Math.max(1, place.getColumnNumber() - path.length() + path.lastIndexOf('/') - 1);
            Artifact artifact = new Artifact(new HashMap<>(), Math.max(1, place.getLineNumber()), column);
            if (path.equals(DEPENDENCY)) dependencies.add(artifact);
            if (path.equals(PARENT)) parents.add(artifact);
        }

        private void field(Deque<String> path, String text) {
            if (text.isEmpty()) return;
            String name = path.getLast();
            String of =
                    String.join("/", path).substring(0, String.join("/", path).lastIndexOf('/'));
            if (of.equals("project")) project.put(name, text);
            if (of.equals(DEPENDENCY))
                dependencies.get(dependencies.size() - 1).fields().put(name, text);
            if (of.equals(PARENT)) parents.get(parents.size() - 1).fields().put(name, text);
        }

        void tell(String file, BuildFileNeeds needs) {
            needs.makes(file, group() + ":" + project.getOrDefault("artifactId", ""));
            for (Artifact parent : parents) tellWish(file, parent, needs);
            for (Artifact dependency : dependencies) tellWish(file, dependency, needs);
        }

        private void tellWish(String file, Artifact artifact, BuildFileNeeds needs) {
            String group = artifact.field("groupId");
            boolean own = group.equals("${project.groupId}") || group.equals("${groupId}");
            needs.wants(
                    file,
                    (own ? group() : group) + ":" + artifact.field("artifactId"),
                    new Place(file, artifact.line(), artifact.column()),
                    artifact.field("scope").equals("test") ? NeedKind.TEST : NeedKind.BUILD);
        }

        private String group() {
            String inherited = parents.isEmpty() ? "" : parents.get(0).field("groupId");
            return project.getOrDefault("groupId", inherited);
        }
    }
}
