package io.slipway.core.bridge;

import io.slipway.core.local.shard.TestTimes;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What tests came to, from JUnit reports. Confined to one thread. */
public final class TestResults {
    private static final int MOST_FAILURES = 1_000;

    private int count;
    private int skipped;
    private final List<Failure> failures = new ArrayList<>();

    /**
     * A test that failed.
     *
     * @param test its class and name
     * @param file as the report names it; absent when it does not
     * @param line in that file, from 1; 0 when the report does not say
     * @param type the class it is in; empty when the report does not say
     * @param message the first line of what it said
     * @param details all of it
     */
    public record Failure(String test, Optional<String> file, int line, String type, String message, String details) {}

    public int count() {
        return count;
    }

    public int skipped() {
        return skipped;
    }

    /** At most a thousand. */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** @throws IllegalArgumentException when it is no XML */
    public void add(byte[] report) {
        try {
            XMLStreamReader xml = TestTimes.FACTORY.createXMLStreamReader(new ByteArrayInputStream(report));
            while (xml.hasNext())
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testcase")) addCase(xml);
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("report: not XML (expected: a JUnit report)", e);
        }
    }

    private void addCase(XMLStreamReader xml) throws XMLStreamException {
        String type = attribute(xml, "classname");
        String test = (type.isEmpty() ? "" : type + ".") + attribute(xml, "name");
        Optional<String> file = Optional.of(attribute(xml, "file")).filter(name -> !name.isEmpty());
        int line = number(attribute(xml, "line"));
        count++;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("testcase")) return;
            if (event != XMLStreamConstants.START_ELEMENT) continue;
            String name = xml.getLocalName();
            if (name.equals("skipped")) skipped++;
            if (!name.equals("failure") && !name.equals("error")) continue;
            String message = attribute(xml, "message");
            String details = text(xml);
            if (message.isEmpty()) message = details.strip().lines().findFirst().orElse(name);
            if (failures.size() < MOST_FAILURES)
                failures.add(new Failure(
                        SafeText.oneLine(test), file, line, type, SafeText.oneLine(firstLine(message)), details));
        }
    }

    private static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int open = 1;
        while (open > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) open++;
            else if (event == XMLStreamConstants.END_ELEMENT) open--;
            else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)
                text.append(xml.getText());
        }
        return text.toString();
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    private static String attribute(XMLStreamReader xml, String name) {
        return Objects.requireNonNullElse(xml.getAttributeValue(null, name), "");
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
