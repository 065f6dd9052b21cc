package io.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;

/**
 * How long the tasks of a real cluster took: {@code batch2017_tasks.csv.gz} with the columns {@code create_s,end_s,…} and
 * {@code status} the sixth.
 */
final class BatchTrace {
    private static final String FILE = "cluster-alibaba/batch2017_tasks.csv.gz";
    private static final int STATUS = 5;

    private BatchTrace() {}

    /**
     * Seconds of every task that came to a good end and took any time, in the order of the file.
     *
     * @param data directory that has {@code cluster-alibaba}
     * @throws BenchException when it is not there
     */
    static long[] seconds(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            throw new BenchException(file + " is not there; name the directory that has cluster-alibaba with --data");
        }
        LongStream.Builder seconds = LongStream.builder();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                long took = Long.parseLong(fields[1]) - Long.parseLong(fields[0]);
                if (fields[STATUS].equals("Terminated") && took > 0) seconds.add(took);
            }
        }
        long[] all = seconds.build().toArray();
        if (Arrays.stream(all).distinct().count() < 2) throw new BenchException(file + " has no durations");
        return all;
    }
}
