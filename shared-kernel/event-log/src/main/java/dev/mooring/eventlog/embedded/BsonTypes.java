package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * How values lie in the file: as BSON, in MongoDB's order. (Left to itself the store serializes
 * Java objects, compares keys by doing so, and reads back whatever class the file names.)
 */
final class BsonTypes {

    /** Ids and positions: a type byte, then the value. */
    static final DataType<Object> VALUE = new ValueType();

    /** Index keys: the count of values, then each as above. */
    static final DataType<KeyValue> KEY = new KeyType();

    /** Documents. */
    static final DataType<Document> DOCUMENT = new DocumentType();

    private static final ValueComparator ORDER = ValueComparator.ascWithoutListHandling();

    /** What an object costs in memory beside its content, in bytes, roughly. */
    private static final int OBJECT = 24;

    private BsonTypes() {}

    private static final class ValueType extends BasicDataType<Object> {

        @Override
        public int compare(Object a, Object b) {
            return BsonTypes.compare(a, b);
        }

        @Override
        public int getMemory(Object value) {
            return memory(value);
        }

        @Override
        public void write(WriteBuffer out, Object value) {
            ByteBuf bytes = Unpooled.buffer(32);
            writeValue(bytes, value);
            put(out, bytes);
        }

        @Override
        public Object read(ByteBuffer in) {
            return Missing.ofNullable(BsonTypes.read(in, BsonTypes::readValue));
        }

        @Override
        public Object[] createStorage(int size) {
            return new Object[size];
        }
    }

    private static final class KeyType extends BasicDataType<KeyValue> {

        @Override
        public int compare(KeyValue a, KeyValue b) {
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                int order = BsonTypes.compare(a.get(i), b.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(a.size(), b.size());
        }

        @Override
        public int getMemory(KeyValue key) {
            return OBJECT + key.stream().mapToInt(BsonTypes::memory).sum();
        }

        @Override
        public void write(WriteBuffer out, KeyValue key) {
            ByteBuf bytes = Unpooled.buffer(64);
            for (Object value : key) {
                writeValue(bytes, value);
            }
            out.putVarInt(key.size());
            put(out, bytes);
        }

        @Override
        public KeyValue read(ByteBuffer in) {
            int size = DataUtils.readVarInt(in);
            List<Object> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(BsonTypes.read(in, BsonTypes::readValue));
            }
            return new KeyValue(values);
        }

        @Override
        public KeyValue[] createStorage(int size) {
            return new KeyValue[size];
        }
    }

    private static final class DocumentType extends BasicDataType<Document> {

        @Override
        public int getMemory(Document document) {
            return memory(document);
        }

        @Override
        public void write(WriteBuffer out, Document document) {
            ByteBuf bytes = Unpooled.buffer(512);
            BsonEncoder.encodeDocument(document, bytes);
            put(out, bytes);
        }

        @Override
        public Document read(ByteBuffer in) {
            return BsonTypes.read(in, BsonDecoder::decodeBson);
        }

        @Override
        public Document[] createStorage(int size) {
            return new Document[size];
        }
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        return a instanceof String left && b instanceof String right
                ? left.compareTo(right)
                : ORDER.compare(a, b);
    }

    private static void writeValue(ByteBuf out, @Nullable Object value) {
        Object known = value instanceof Missing ? null : value;
        byte type = BsonEncoder.determineType(known);
        out.writeByte(type);
        BsonEncoder.encodeValue(type, known, out);
    }

    private static @Nullable Object readValue(ByteBuf in) {
        return BsonDecoder.decodeValue(in.readByte(), in);
    }

    private static void put(WriteBuffer out, ByteBuf bytes) {
        out.put(bytes.nioBuffer());
    }

    private static <T extends @Nullable Object> T read(ByteBuffer in, Function<ByteBuf, T> decode) {
        ByteBuf bytes = Unpooled.wrappedBuffer(in);
        T value = decode.apply(bytes);
        in.position(in.position() + bytes.readerIndex());
        return value;
    }

    private static int memory(@Nullable Object value) {
        return switch (value) {
            case String text -> OBJECT + text.length();
            case BinData data -> OBJECT + data.getData().length;
            case Map<?, ?> map ->
                    OBJECT
                            + map.entrySet().stream()
                                    .mapToInt(it -> memory(it.getKey()) + memory(it.getValue()))
                                    .sum();
            case Collection<?> values -> OBJECT + values.stream().mapToInt(BsonTypes::memory).sum();
            case null, default -> OBJECT;
        };
    }
}
