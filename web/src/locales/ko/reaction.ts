/** Words of the reactions, by shape. */
export default { square: '좋아요', circle: '놀라워요', pentagon: '이해했어요', diamond: '어려워요', star: '멋져요', triangle: '궁금해요' }
