package io.slipway.jenkins.signature;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a class file says of its type, read without loading it: so two types of one name can be compared, and types whose
 * own dependencies are not there. Immutable.
 *
 * @param name binary, with dots
 * @param flags as {@link Modifier} reads them; of a nested type those it was declared with
 * @param superclass empty for {@code Object}
 * @param uses members of other types that its code names
 * @param mentions names of all types that stand anywhere in it
 */
record ClassFile(
        String name,
        int flags,
        String superclass,
        List<String> interfaces,
        List<Member> fields,
        List<Member> methods,
        List<Use> uses,
        Set<String> mentions) {
    private static final Pattern TYPE = Pattern.compile("L([A-Za-z_][A-Za-z0-9_$/]*)[;<]");
    private static final int SYNTHETIC = 0x1000;
    private static final int TYPE_FLAGS = Modifier.PUBLIC
            | Modifier.PROTECTED
            | Modifier.PRIVATE
            | Modifier.STATIC
            | Modifier.FINAL
            | Modifier.INTERFACE
            | Modifier.ABSTRACT
            | 0x2000
            | 0x4000;

    /** A field, method or constructor. */
    record Member(String name, String descriptor, int flags) {
        boolean isVisible() {
            return (flags & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0 && (flags & SYNTHETIC) == 0;
        }

        boolean is(int flag) {
            return (flags & flag) != 0;
        }

        boolean isSame(Member other) {
            return name.equals(other.name) && descriptor.equals(other.descriptor);
        }

        @Override
        public String toString() {
            return name + descriptor;
        }
    }

    /** The member of another type. */
    record Use(String owner, String name, String descriptor, boolean isField) {
        @Override
        public String toString() {
            return owner + "." + name + (isField ? ":" : "") + descriptor;
        }
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    Optional<Member> method(String wanted, String descriptor) {
        return methods.stream()
                .filter(method ->
                        method.name().equals(wanted) && method.descriptor().equals(descriptor))
                .findFirst();
    }

    Optional<Member> field(String wanted, String descriptor) {
        return fields.stream()
                .filter(field ->
                        field.name().equals(wanted) && field.descriptor().equals(descriptor))
                .findFirst();
    }

    static ClassFile read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Reading(in).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass over the bytes, as chapter 4 of the JVM's specification lays them out. */
    private static final class Reading {
        private final DataInputStream in;
        private String[] texts = {};
        private int[][] pool = {};

        Reading(DataInputStream in) {
            this.in = in;
        }

        ClassFile read() throws IOException {
            in.skipNBytes(8);
            readPool();
            int flags = in.readUnsignedShort();
            String name = className(in.readUnsignedShort());
            int parent = in.readUnsignedShort();
            List<String> interfaces = new ArrayList<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) interfaces.add(className(in.readUnsignedShort()));
            List<Member> fields = members();
            List<Member> methods = members();
            int declared = declaredFlags(name, flags);
            return new ClassFile(
                    name,
                    declared & TYPE_FLAGS,
                    parent == 0 ? "" : className(parent),
                    interfaces,
                    fields,
                    methods,
                    uses(),
                    mentions());
        }

        private void readPool() throws IOException {
            int size = in.readUnsignedShort();
            texts = new String[size];
            pool = new int[size][];
            for (int i = 1; i < size; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts[i] = in.readUTF();
                    case 3, 4 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> pool[i] = new int[] {tag, in.readUnsignedShort()};
                    case 9, 10, 11, 12, 17, 18 ->
                        pool[i] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
                    case 15 -> in.skipNBytes(3);
                    default -> throw new IOException("constant of kind " + tag);
                }
            }
        }

        private List<Use> uses() {
            List<Use> uses = new ArrayList<>();
            for (int[] constant : pool) {
                if (constant == null || constant[0] < 9 || constant[0] > 11) continue;
                int[] what = pool[constant[2]];
                String owner = className(constant[1]);
                if (!owner.startsWith("[")) uses.add(new Use(owner, texts[what[1]], texts[what[2]], constant[0] == 9));
            }
            return uses;
        }

        private Set<String> mentions() {
            Set<String> mentions = new TreeSet<>();
            for (String text : texts) {
                if (text == null) continue;
                for (Matcher type = TYPE.matcher(text); type.find(); )
                    mentions.add(type.group(1).replace('/', '.'));
            }
            for (int[] constant : pool) {
                if (constant != null && constant[0] == 7) mentions.add(texts[constant[1]].replace('/', '.'));
            }
            return mentions;
        }

        private List<Member> members() throws IOException {
            List<Member> members = new ArrayList<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                int flags = in.readUnsignedShort();
                String name = texts[in.readUnsignedShort()];
                members.add(new Member(name, texts[in.readUnsignedShort()], flags));
                skipAttributes();
            }
            return members;
        }

        private void skipAttributes() throws IOException {
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                in.skipNBytes(2);
                in.skipNBytes(in.readInt());
            }
        }

        /** A nested type's own flags stand in an attribute. */
        private int declaredFlags(String name, int flags) throws IOException {
            int declared = flags;
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                String attribute = texts[in.readUnsignedShort()];
                int length = in.readInt();
                if (!attribute.equals("InnerClasses")) {
                    in.skipNBytes(length);
                    continue;
                }
                for (int inner = in.readUnsignedShort(); inner > 0; inner--) {
                    String which = className(in.readUnsignedShort());
                    in.skipNBytes(4);
                    int its = in.readUnsignedShort();
                    if (which.equals(name)) declared = its;
                }
            }
            return declared;
        }

        private String className(int index) {
            return texts[pool[index][1]].replace('/', '.');
        }
    }
}
