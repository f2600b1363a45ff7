-- CreateTable
CREATE TABLE "annotations" (
    "userId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "topicId" TEXT NOT NULL,
    "cardId" TEXT,
    "lang" TEXT NOT NULL,
    "quote" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotations_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "cardId" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "version" TEXT,
    "text" TEXT NOT NULL,
    "source" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "annotations_userId_topicId_idx" ON "annotations"("userId", "topicId");

-- CreateIndex
CREATE INDEX "reports_createdAt_idx" ON "reports"("createdAt");

-- AddForeignKey
ALTER TABLE "annotations" ADD CONSTRAINT "annotations_userId_fkey" FOREIGN KEY ("userId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
