package dev.mooring.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import dev.mooring.language.ErrorCode;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class TranslationTest {

    @Test
    void security33AFullDiskOfTheDatabaseIsUnavailable() {
        assertThat(Translation.of(new IllegalStateException(refusal(14031))).code())
                .isEqualTo(ErrorCode.LOG_UNAVAILABLE);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsUnavailable() {
        assertThat(Translation.of(new MongoTimeoutException("none")).code())
                .isEqualTo(ErrorCode.LOG_UNAVAILABLE);
    }

    @Test
    void whatTheDatabaseRefusesOtherwiseIsOurFault() {
        assertThat(Translation.of(refusal(2)).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    private static MongoCommandException refusal(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code)),
                new ServerAddress());
    }
}
