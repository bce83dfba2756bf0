package dev.cairn.access;

import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;

/** Stores API tokens. */
@Repository
interface TokenRepository {
    @Insert
    TokenRow insert(TokenRow row);

    @Update
    TokenRow update(TokenRow row);

    @Find
    Optional<TokenRow> find(long id);

    @Find
    @OrderBy(value = "id", descending = true)
    List<TokenRow> all();
}
