-- CreateIndex
CREATE INDEX "facets_cardId_idx" ON "facets"("cardId");

-- CreateIndex
CREATE INDEX "facets_retired_id_idx" ON "facets"("retired", "id");
